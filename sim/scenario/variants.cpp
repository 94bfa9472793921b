#include "scenario/variants.hpp"

#include <algorithm>
#include <array>

#include "scenario/tables_reader.hpp"

namespace chuanzhe::scenario {
namespace {

Node with_settings(Node root, const std::vector<Setting>& settings) {
  for (const Setting& setting : settings) set_value(root, setting);
  return root;
}

}  // namespace

Variants::Variants(std::filesystem::path file, const std::vector<Setting>& settings)
    : file_(std::move(file)),
      root_(with_settings(load_layers(file_), settings)),
      base_(interpret(root_, file_, nullptr)),
      data_{base_.data_folder, base_.tables, base_.digests} {}

Scenario Variants::make(const std::vector<const Node*>& overlays,
                        const std::vector<Setting>& settings) const {
  Node root = root_;
  for (const Node* above : overlays) overlay(root, *above);
  return interpret(with_settings(std::move(root), settings), file_, &data_);
}

std::string digest_of(const Scenario& scenario) {
  constexpr std::array<std::string_view, 3> no_part = {"run.threads", "run.replicates",
                                                       "run.checkpoint"};
  std::string text;
  for (const Resolved& row : scenario.resolved) {
    if (std::find(no_part.begin(), no_part.end(), row.path) != no_part.end()) continue;
    text += row.path + '=' + row.value + '\n';
  }
  for (const auto& [table, digest] : scenario.digests) text += table + ' ' + digest + '\n';
  return sha256(text);
}

}  // namespace chuanzhe::scenario
