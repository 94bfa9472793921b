#include <fmt/format.h>

#include "study/paired.hpp"
#include "study/ratio.hpp"
#include "study/tables/difference_rows.hpp"
#include "study/tables/money.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

struct Effect {
  const char* measure;
  const char* whose;
};
constexpr Effect effects[] = {{"worker_months_zj", "all workers"},
                              {"worker_months_poor_zj", "the formerly poor"}};

struct Account {
  Payers payers;
  const char* words;
};
constexpr Account accounts[] = {{Payers::all, "all payers"},
                                {Payers::public_funds, "public funds"}};

std::string request_of(const Effect& effect, const Period& period) {
  return fmt::format("{}@{}..{}", effect.measure, base::to_string(period.first),
                     base::to_string(period.last));
}

Needs needs(const ComparisonPlan& plan) {
  Needs result;
  for (const Horizon& horizon : horizons_of(plan)) {
    for (const Effect& effect : effects) {
      result.measures.push_back(request_of(effect, horizon.period));
    }
    result.breakdowns.push_back(debits_in(horizon.period));
  }
  return result;
}

/// Means of the costs and effects, and their ratio where it is identified.
std::vector<Cell> cells_of(const std::vector<double>& cost, const std::vector<double>& effect,
                           double level) {
  const Ratio ratio = fieller(cost, effect, level);
  std::vector<Cell> cells = {Number{moments_of(cost).mean, 0}, Number{moments_of(effect).mean, 0}};
  if (!ratio.is_identified) {
    cells.insert(cells.end(), {"not identified", Number{undefined, 2}, Number{undefined, 2}});
    return cells;
  }
  cells.insert(cells.end(), {Number{ratio.value, 2}, Number{ratio.interval.low, 2},
                             Number{ratio.interval.high, 2}});
  return cells;
}

void add_rows(const Comparison& comparison, std::size_t p, const std::string& name, Table& table) {
  const Reading& base = comparison.base;
  const Reading& policy = comparison.policies[p];
  for (const Horizon& horizon : horizons_of(comparison.plan)) {
    for (const Account& account : accounts) {
      const auto cost = differences(spending(base, horizon.period, account.payers),
                                    spending(policy, horizon.period, account.payers));
      for (const Effect& effect : effects) {
        const std::string request = request_of(effect, horizon.period);
        table.rows.push_back({name, in_words(horizon), account.words, effect.whose});
        const auto cells =
            cells_of(cost, differences(base.measure(request), policy.measure(request)),
                     comparison.plan.interval.level);
        table.rows.back().insert(table.rows.back().end(), cells.begin(), cells.end());
      }
    }
  }
}

std::vector<Table> make(const Comparison& comparison) {
  Table table{"cost_per_worker_month",
              "Cost per additional worker-month in Zhejiang [CNY]",
              {{"policy"},
               {"over"},
               {"paid by"},
               {"worker-months of"},
               {"additional cost"},
               {"additional worker-months"},
               {"cost each"},
               {"low"},
               {"high"}},
              {},
              {fmt::format("low, high: {:.0f} % interval of Fieller over pairs",
                           comparison.plan.interval.level * 100),
               "not identified: the interval of the additional worker-months contains zero"}};
  const auto names = policy_names(comparison);
  for (std::size_t p = 0; p < names.size(); ++p) add_rows(comparison, p, names[p], table);
  return {table};
}

}  // namespace

TableMaker cost_table() { return {"cost_per_worker_month", needs, make}; }

}  // namespace chuanzhe::study
