// A lever: one policy instrument of the scenario. Each month it writes its offers into the terms;
// it never sees a worker and never changes one. One lever = one file in levers/ and one entry in
// lever_list.cpp (with its factory in levers.hpp and its file in CMakeLists.txt).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.hpp"
#include "policy/scope.hpp"
#include "terms/offers.hpp"
#include "world/tables.hpp"

namespace chuanzhe::policy {

/// What a lever is, for the reference page and `chuanzhe levers`.
struct LeverInfo {
  std::string_view name;         ///< word after `lever:`, e.g. "rent_subsidy"
  std::string_view summary;      ///< one sentence
  std::string_view eligibility;  ///< who may receive it
  std::string_view cost;         ///< when and what is booked
  std::string_view source;
  enum class Season : std::uint8_t {
    all_year,
    festival_decision,
    festival_return,
    festival_return_and_after,
    september,
    september_november
  };
  Season season = Season::all_year;  ///< months in which it can do anything
  std::uint32_t only = 0;            ///< group words of the only workers it can reach, 0 = all
  std::string_view parted_by = {};   ///< field whose words part two policies of one scope
};

/// Something of a lever's fields that a reader should be warned of.
struct Remark {
  std::string key;   ///< the field
  std::string text;  ///< what is odd and what to change
};

class Lever {
 public:
  virtual ~Lever() = default;
  virtual const LeverInfo& info() const = 0;
  /// The lever's own fields; they point into this object.
  virtual base::Fields fields() = 0;
  /// Appends this month's offers. `reach` is scope and policy number as the terms carry them.
  virtual void offer(const terms::Reach& reach, terms::Offers& offers) const = 0;
  /// What is legal but odd in this scope.
  virtual std::vector<Remark> remarks(const Scope& /*scope*/,
                                      const world::Tables& /*tables*/) const {
    return {};
  }
};

/// One entry of a scenario's `policies:` list.
struct Policy {
  std::string id;  ///< unique in the scenario
  Scope scope;
  std::unique_ptr<Lever> lever;
};

/// FNV-1a: keys draws by a name, so that they do not depend on a place in any list.
inline std::uint32_t name_key(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}
/// Keys the take-up draws of a lever kind.
inline std::uint32_t lever_key(const Lever& lever) { return name_key(lever.info().name); }
/// Keys the lottery of a policy's money.
inline std::uint32_t policy_key(const Policy& policy) { return name_key(policy.id); }

using MakeLever = std::unique_ptr<Lever> (*)();
/// Every lever there is, in the order of the reference page.
const std::vector<MakeLever>& lever_list();

}  // namespace chuanzhe::policy
