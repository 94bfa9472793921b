// The state of one replicate between two months as flat columns of bytes: what a checkpoint holds
// and what a fork goes on from. Only what months change is in it; the rest is made anew from the
// inputs, without synthesising the population. Draws are stateless, so no generator is stored
// (docs/checkpoints.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/month.hpp"
#include "base/parallel.hpp"

namespace chuanzhe::engine {

struct RunInputs;
struct State;

/// How the elements of a column are numbered. Policies, and the employers that policies bring, may
/// have other numbers in the scenario that goes on.
enum class Numbering : std::uint8_t { fixed, by_policy, by_employer, by_opened };

/// One member of a state.
struct StateColumn {
  std::string_view name;
  std::size_t element_size = 1;  ///< [byte]
  Numbering numbering = Numbering::fixed;
  std::span<std::byte> bytes;
};

/// Every member of a state that outlives its month. A new member of State is a new row here; a
/// test that continues from every month fails when one is missing.
std::vector<StateColumn> columns_of(State& state);

/// What the numbers in the columns stand for.
struct StateLabel {
  int replicate = 0;
  base::Month month;                    ///< the next to be simulated
  std::vector<std::string> policies;    ///< ids, by policy number
  std::vector<std::uint8_t> opened_by;  ///< policy number of each employer that policies bring
};
StateLabel label_of(const State& state, int replicate, base::Month month);

/// A state as it stands, only valid until the next month is simulated.
struct StateView {
  StateLabel label;
  std::vector<StateColumn> columns;
};

/// A stored state, in memory or in a file.
struct StateSource {
  StateLabel label;
  /// Fills `into` with the column; throws when the stored column has another size.
  std::function<void(std::string_view column, std::span<std::byte> into)> read;
};

/// A state kept in memory: 17 bytes a worker.
struct Snapshot {
  struct Column {
    std::string name;
    std::vector<std::byte> bytes;
  };
  StateLabel label;
  std::vector<Column> columns;
};
Snapshot take_snapshot(const StateView& view);
StateSource source_of(std::shared_ptr<const Snapshot> snapshot);

/// The state under `inputs`, with policies found again by their ids. Throws base::InputError when
/// the source is no state of these inputs.
std::unique_ptr<State> restore(const RunInputs& inputs, const StateSource& source,
                               base::ThreadPool& pool);

}  // namespace chuanzhe::engine
