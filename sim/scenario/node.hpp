// A scenario file as a plain tree in which every value knows its place. Reading guards against
// hostile or broken YAML before anything is interpreted (docs/decisions/0007-yaml-guard.md).
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace chuanzhe::scenario {

struct Node {
  enum class Kind { null, scalar, list, map };
  struct Entry;
  Kind kind = Kind::null;
  std::string text;     ///< of a scalar, as written
  bool quoted = false;  ///< a quoted scalar is a word, never a number
  base::Location at;
  std::vector<Entry> entries;  ///< of a map, in order
  std::vector<Node> items;     ///< of a list

  Node* find(std::string_view key);
  const Node* find(std::string_view key) const;
};
struct Node::Entry {
  std::string key;
  base::Location at;
  Node value;
};

/// Parses one file: at most 1 MiB, 32 levels, one document, no anchors, aliases or tags, no key
/// twice, UTF-8. Throws base::InputError.
Node parse_yaml(const std::filesystem::path& file);
/// Parses the value of a `--set`; `what` names it in messages.
Node parse_value(const std::string& text, const std::string& what);

/// The file with everything it extends laid under it, in order; later files win, policies are
/// matched by id. Throws base::InputError on a missing file or a circle.
Node load_layers(const std::filesystem::path& file);
/// Lays `above` over `below`.
void overlay(Node& below, const Node& above);

}  // namespace chuanzhe::scenario
