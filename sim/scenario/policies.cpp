#include "scenario/policies.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "scenario/overlaps.hpp"
#include "scenario/places.hpp"

namespace chuanzhe::scenario {
namespace {

const std::vector<Node>& as_list(const Node& node, std::vector<Node>& single) {
  if (node.kind == Node::Kind::list) return node.items;
  single.assign(1, node);
  return single;
}

void report_empty(const Node& list, std::string_view what, Reading& reading) {
  reading.report(list.at, fmt::format("no {} is named (the policy would reach nobody); name "
                                      "some or leave the line out",
                                      what));
}

/// Words of one scope key as indices; "all" and unknown words are handled here.
template <class Use>
void read_names(const Node* node, std::string_view what, const std::vector<std::string>& legal,
                Reading& reading, Use use) {
  std::vector<Node> single;
  const std::vector<Node>& items = as_list(*node, single);
  if (items.empty()) report_empty(*node, what, reading);
  for (const Node& item : items) {
    const auto found = std::find(legal.begin(), legal.end(), item.text);
    if (found == legal.end() || item.kind != Node::Kind::scalar) {
      report_unknown(item.at, what, item.text, legal, reading);
    } else {
      use(static_cast<std::size_t>(found - legal.begin()));
    }
  }
}

bool is_all(const Node& node) { return node.kind == Node::Kind::scalar && node.text == "all"; }

class ScopeReader {
 public:
  /// A policy that does not say when it starts does so with the run, in month `start`.
  ScopeReader(const Node& policy, const world::Tables& tables, base::Month start, std::string path,
              Reading& reading)
      : policy_(policy),
        tables_(tables),
        start_(start),
        path_(std::move(path)),
        reading_(reading) {}

  policy::Scope read() {
    read_period();
    read_cities();
    read_counties();
    read_sectors();
    read_sizes();
    read_groups();
    read_months();
    read_money();
    return scope_;
  }

 private:
  void note(const char* key, std::string value, const Node* node, const char* unit = "") {
    reading_.resolved.push_back({path_ + "." + key, std::move(value), unit, "scope of the policy",
                                 node == nullptr ? "default" : base::to_string(node->at),
                                 "choice of the study", "assumption", ""});
  }

  void read_period() {
    const Node* from = policy_.find("from");
    const Node* to = policy_.find("to");
    scope_.from = start_;
    if (from != nullptr) read_month(*from, scope_.from, reading_);
    if (to != nullptr) read_month(*to, scope_.to, reading_);
    if (from != nullptr && to != nullptr && scope_.to < scope_.from) {
      reading_.report(to->at,
                      fmt::format("the policy ends in {} before it starts in {}; exchange "
                                  "from and to",
                                  base::to_string(scope_.to), base::to_string(scope_.from)));
    }
    note("from", base::to_string(scope_.from), from);
    note("to", base::to_string(scope_.to), to);
  }

  /// What `key` names of `names`, each of them a `what`; everything without it.
  template <std::size_t N>
  void read_set(const char* key, const char* what, const std::vector<std::string>& names,
                std::bitset<N>& set) {
    const Node* node = policy_.find(key);
    if (node != nullptr && !is_all(*node)) {
      set.reset();
      read_names(node, what, names, reading_, [&](std::size_t i) { set.set(i); });
    }
    note(key, list_of(names, set), node);
  }

  void read_cities() {
    std::vector<std::string> names;
    for (const world::City& city : tables_.cities) names.push_back(city.name_en);
    read_set("cities", "city", names, scope_.cities);
  }

  void read_counties() {
    const Node* counties = policy_.find("counties");
    const Node* prefectures = policy_.find("prefectures");
    const std::size_t mistakes = reading_.problems.size();
    if (counties != nullptr && !is_all(*counties)) scope_.counties = named_counties(*counties);
    if (prefectures != nullptr && !is_all(*prefectures)) {
      std::set<std::string> known;
      for (const world::County& county : tables_.counties) known.insert(county.prefecture);
      const std::vector<std::string> names(known.begin(), known.end());
      std::bitset<256> inside;
      read_names(prefectures, "prefecture", names, reading_, [&](std::size_t i) {
        for (std::size_t o = 0; o < tables_.counties.size(); ++o) {
          if (tables_.counties[o].prefecture == names[i]) inside.set(o);
        }
      });
      scope_.counties &= inside;
    }
    if (reading_.problems.size() == mistakes)
      check_reach(counties != nullptr ? counties : prefectures);
    std::vector<std::string> codes;
    for (const world::County& county : tables_.counties)
      codes.push_back(std::to_string(county.code));
    note("counties", list_of(codes, scope_.counties), counties);
  }

  std::bitset<256> named_counties(const Node& node) {
    std::bitset<256> set;
    std::vector<Node> single;
    const std::vector<Node>& items = as_list(node, single);
    if (items.empty()) report_empty(node, "county", reading_);
    for (const Node& item : items) {
      bool found = false;
      for (std::size_t o = 0; o < tables_.counties.size(); ++o) {
        const world::County& county = tables_.counties[o];
        const bool hit = names_county(county, item.text) ||
                         (item.text == "twinned" && county.twin_city >= 0) ||
                         (item.text == "poor_counties" && county.poor_county);
        if (hit) set.set(o);
        found = found || hit;
      }
      if (found) continue;
      std::vector<std::string> legal = {"all", "twinned", "poor_counties"};
      for (const world::County& county : tables_.counties) {
        legal.push_back(short_name(county));
        legal.push_back(county.name_en);
      }
      report_unknown(item.at, "county", item.text, legal, reading_);
    }
    return set;
  }

  void check_reach(const Node* node) {
    double people = 0;
    for (std::size_t o = 0; o < tables_.counties.size(); ++o) {
      if (scope_.counties[o]) people += tables_.counties[o].labour_force;
    }
    if (people >= 1 || node == nullptr || node->text == "all") return;
    reading_.report(node->at,
                    "the scope reaches nobody (no county is in all of the places named); "
                    "widen counties or prefectures");
  }

  void read_sectors() {
    std::vector<std::string> names;
    for (const world::Sector& sector : tables_.sectors) names.push_back(sector.name);
    read_set("sectors", "sector", names, scope_.sectors);
  }

  void read_sizes() {
    const std::vector<std::string> names(std::begin(world::size_words),
                                         std::end(world::size_words));
    read_set("employer_sizes", "employer size", names, scope_.sizes);
  }

  void read_groups() {
    const std::vector<std::string> names(std::begin(policy::group_words),
                                         std::end(policy::group_words));
    const Node* node = policy_.find("groups");
    if (node != nullptr && !is_all(*node)) {
      read_names(node, "group", names, reading_, [&](std::size_t i) { scope_.groups |= 1U << i; });
    }
    const std::bitset<policy::group_word_count> bits(scope_.groups);
    note("groups", bits.none() ? "all" : list_of(names, bits), node);
  }

  void read_months() {
    const std::vector<std::string> names = {"1", "2", "3", "4",  "5",  "6",
                                            "7", "8", "9", "10", "11", "12"};
    read_set("months", "calendar month", names, scope_.months);
  }

  void read_money() {
    base::Fen cap_fen;
    const Node* cap_node = policy_.find("budget_cap");
    const Node* payer_node = policy_.find("payer");
    int payer = static_cast<int>(policy::Payer::zhejiang_city);
    Node map;
    map.kind = Node::Kind::map;
    base::Fields fields = {
        {"take_up", &scope_.take_up, "1", 0, 1, "share of the eligible who claim",
         "assumed (34 % refused subsidised housing in an Indian lottery)", base::Grade::assumption},
        {"payer",
         base::Choice{&payer, {std::begin(policy::payer_words), std::end(policy::payer_words)}}, "",
         0, 0, "account that pays", "choice of the study", base::Grade::assumption}};
    fields.push_back({"residents_only", &scope_.residents_only, "", 0, 0,
                      "for residents of Zhejiang, unless equal treatment opens it",
                      "choice of the study", base::Grade::assumption});
    if (cap_node != nullptr) {
      fields.push_back({"budget_cap", &cap_fen, "CNY/year", 0, 1e12,
                        "largest spending of a calendar year", "choice of the study",
                        base::Grade::assumption});
    }
    for (const char* key : {"take_up", "payer", "budget_cap", "residents_only"}) {
      if (const Node* node = policy_.find(key)) map.entries.push_back({key, node->at, *node});
    }
    read_fields(&map, fields, {}, path_, reading_);
    scope_.payer = static_cast<policy::Payer>(payer);
    if (cap_node != nullptr) scope_.budget_cap = cap_fen;
    if (cap_node != nullptr && payer_node == nullptr) {
      reading_.report(cap_node->at, "a budget cap needs a payer (whose budget it is); add payer");
    }
    if (scope_.take_up == 0) {
      reading_.report(policy_.find("take_up")->at,
                      "the scope reaches nobody (take_up is 0); raise it or drop the policy");
    }
  }

  template <std::size_t N>
  static std::string list_of(const std::vector<std::string>& names, const std::bitset<N>& set) {
    std::string text;
    bool all = true;
    for (std::size_t i = 0; i < names.size(); ++i) {
      all = all && set[i];
      if (set[i]) text += (text.empty() ? "" : ", ") + names[i];
    }
    return all ? "all" : "[" + text + "]";
  }

  const Node& policy_;
  const world::Tables& tables_;
  base::Month start_;
  std::string path_;
  Reading& reading_;
  policy::Scope scope_;
};

std::unique_ptr<policy::Lever> make_lever(const Node& node, Reading& reading) {
  std::vector<std::string> names;
  for (const auto make : policy::lever_list()) {
    auto lever = make();
    if (lever->info().name == node.text) return lever;
    names.emplace_back(lever->info().name);
  }
  report_unknown(node.at, "lever", node.text, names, reading);
  return nullptr;
}

/// Ids stand in dotted paths (--set policies.rent.amount) and name output labels.
void check_id(const Node& id, std::set<std::string>& ids, Reading& reading) {
  const bool plain = !id.text.empty() && std::all_of(id.text.begin(), id.text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  if (!plain) {
    reading.report(id.at, fmt::format("policy id '{}' cannot stand in a path such as policies.ID."
                                      "amount; write letters, digits, _ and - only",
                                      id.text));
  }
  if (!ids.insert(id.text).second) {
    reading.report(id.at, fmt::format("policy id '{}' stands twice; rename one", id.text));
  }
}

/// Without a lever when there is none of that name.
policy::Policy read_policy(const Node& item, const Node& id, const Node& lever,
                           const world::Tables& tables, base::Month start, Reading& reading) {
  policy::Policy policy;
  policy.id = id.text;
  policy.lever = make_lever(lever, reading);
  const std::string path = "policies." + policy.id;
  ScopeReader scope(item, tables, start, path, reading);
  if (policy.lever == nullptr) {
    scope.read();  // its mistakes are told as well
    return policy;
  }
  reading.resolved.push_back({path + ".lever", lever.text, "",
                              std::string(policy.lever->info().summary), base::to_string(lever.at),
                              std::string(policy.lever->info().source), "", ""});
  policy.scope = scope.read();
  read_fields(&item, policy.lever->fields(), scope_keys, path, reading);
  for (const policy::Remark& remark : policy.lever->remarks(policy.scope, tables)) {
    const Node* node = item.find(remark.key);
    reading.warnings.push_back({node != nullptr ? node->at : item.at,
                                fmt::format("warning: policy '{}': {}", policy.id, remark.text)});
  }
  return policy;
}

}  // namespace

std::vector<policy::Policy> read_policies(const Node* list, const world::Tables& tables,
                                          const engine::RunSettings& run, Reading& reading) {
  std::vector<policy::Policy> policies;
  if (list == nullptr) return policies;
  if (list->kind != Node::Kind::list) {
    if (list->kind != Node::Kind::null) {
      reading.report(list->at, "policies must be a list; begin each policy with '- id: name'");
    }
    return policies;
  }
  std::set<std::string> ids;
  std::vector<base::Location> places;
  for (const Node& item : list->items) {
    const Node* id = item.find("id");
    const Node* lever = item.find("lever");
    const Node* drop = item.find("drop");
    if (drop != nullptr && drop->text == "true") continue;
    if (policies.size() == 255) {
      reading.report(list->at, "more than 255 policies; merge some");
      break;
    }
    if (id == nullptr || lever == nullptr) {
      reading.report(item.at, "a policy needs an id and a lever; add id: name and lever: name");
      continue;
    }
    check_id(*id, ids, reading);
    policy::Policy policy = read_policy(item, *id, *lever, tables, run.start, reading);
    if (policy.lever == nullptr) continue;
    policies.push_back(std::move(policy));
    places.push_back(item.at);
  }
  report_overlaps(policies, places, reading);
  if (run.start <= run.end) warn_of_idle(policies, places, run.start, run.end, reading);
  return policies;
}

}  // namespace chuanzhe::scenario
