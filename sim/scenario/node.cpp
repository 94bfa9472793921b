#include "scenario/node.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "scenario/csv.hpp"

namespace chuanzhe::scenario {
namespace {

constexpr std::size_t largest_file = 1U << 20, deepest = 32;
constexpr std::size_t longest_list = 10000, largest_map = 1000;  // maps are searched key by key

/// Builds the tree from parser events and refuses what scenarios have no use for.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(std::string file) : file_(std::move(file)) {}

  Node root;
  int documents = 0;

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents > 1) refuse(mark, "a second document begins (---); keep one per file");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    check(mark, "", anchor);
    add(Node{Node::Kind::null, "", false, place(mark), {}, {}});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "aliases (*name) are not used in scenarios; repeat the value or use 'extends'");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check(mark, tag, anchor);
    add(Node{Node::Kind::scalar, value, tag == "!", place(mark), {}, {}});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    Node node;
    bool has_key = false;
    std::string key;
    base::Location key_at;
  };

  base::Location place(const YAML::Mark& mark) const {
    return {file_, mark.line + 1, mark.column + 1};
  }
  [[noreturn]] void refuse(const YAML::Mark& mark, const std::string& text) const {
    throw base::InputError(place(mark), text);
  }
  void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) const {
    if (anchor != 0) refuse(mark, "anchors (&name) are not used in scenarios; remove it");
    if (!tag.empty() && tag != "?" && tag != "!") {
      refuse(mark, "tags (!name) are not used in scenarios; remove it");
    }
  }
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            Node::Kind kind) {
    check(mark, tag, anchor);
    if (levels_.size() >= deepest) {
      refuse(mark, fmt::format("more than {} levels of nesting; flatten the file", deepest));
    }
    if (!levels_.empty() && levels_.back().node.kind == Node::Kind::map &&
        !levels_.back().has_key) {
      refuse(mark, "a key must be a word; write key: value");
    }
    levels_.push_back({Node{kind, "", false, place(mark), {}, {}}, false, "", {}});
  }
  void close() {
    Node done = std::move(levels_.back().node);
    levels_.pop_back();
    add(std::move(done));
  }
  void add(Node node) {
    if (levels_.empty()) {
      root = std::move(node);
      return;
    }
    Level& level = levels_.back();
    const bool is_list = level.node.kind == Node::Kind::list;
    const std::size_t longest = is_list ? longest_list : largest_map;
    if (level.node.items.size() + level.node.entries.size() >= longest) {
      throw base::InputError(node.at, fmt::format("more than {} entries in one {}; leave some out",
                                                  longest, is_list ? "list" : "map"));
    }
    if (is_list) {
      level.node.items.push_back(std::move(node));
    } else if (!level.has_key) {
      if (level.node.find(node.text) != nullptr) {
        throw base::InputError(
            node.at, fmt::format("key '{}' stands twice in this map; remove one", node.text));
      }
      level.has_key = true;
      level.key = node.text;
      level.key_at = node.at;
    } else {
      level.node.entries.push_back({level.key, level.key_at, std::move(node)});
      level.has_key = false;
    }
  }

  std::string file_;
  std::vector<Level> levels_;
};

/// Place of the first sign that is neither blank nor in a comment.
std::size_t first_sign(const std::string& text) {
  std::size_t at = 0;
  for (;;) {
    at = text.find_first_not_of(" \t\r\n", at);
    if (at == std::string::npos || text[at] != '#') return at;
    at = text.find('\n', at);
  }
}

/// yaml-cpp loops forever on a lone comma or similar: the first sign of a scenario is a word.
void check_start(const std::string& text, const std::string& file) {
  if (!is_utf8(text)) {
    throw base::InputError({file, 0, 0}, "the file is not UTF-8 text; save it as UTF-8");
  }
  const std::size_t first = first_sign(text);
  if (first == std::string::npos) {
    throw base::InputError({file, 0, 0}, "the file is empty; a scenario needs a name");
  }
  if (std::string_view(",]}").find(text[first]) != std::string_view::npos) {
    const auto line = static_cast<int>(std::count(
                          text.begin(), text.begin() + static_cast<std::ptrdiff_t>(first), '\n')) +
                      1;
    throw base::InputError({file, line, 1}, fmt::format("this is not YAML (it begins with '{}'); "
                                                        "begin with name: ...",
                                                        text[first]));
  }
}

/// Brackets deeper than the limit are refused before the parser sees them, since it needs memory
/// for each. Quotes and comments are counted too: nobody nests 64 brackets in them.
void check_brackets(const std::string& text, const std::string& file) {
  int depth = 0, line = 1;
  for (const char c : text) {
    if (c == '\n') ++line;
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth > 0) --depth;
    if (depth > static_cast<int>(2 * deepest)) {
      throw base::InputError(
          {file, line, 0},
          fmt::format("more than {} levels of nesting; flatten the file", deepest));
    }
  }
}

Node parse(const std::string& text, const std::string& name) {
  check_start(text, name);
  check_brackets(text, name);
  TreeBuilder builder(name);
  try {
    std::istringstream in(text);
    YAML::Parser parser(in);
    const bool any = parser.HandleNextDocument(builder);
    if (any && parser.HandleNextDocument(builder)) {
      throw base::InputError({name, 0, 0}, "there is a second document; keep one per file");
    }
  } catch (const YAML::Exception& error) {
    throw base::InputError({name, error.mark.line + 1, error.mark.column + 1},
                           fmt::format("this is not YAML ({}); correct it", error.msg));
  }
  return std::move(builder.root);
}

void overlay_policies(Node& below, const Node& above) {
  for (const Node& item : above.items) {
    const Node* id = item.find("id");
    const auto same = std::find_if(below.items.begin(), below.items.end(), [&](const Node& other) {
      const Node* name = other.find("id");
      return id != nullptr && name != nullptr && name->text == id->text;
    });
    if (same == below.items.end()) {
      below.items.push_back(item);
    } else {
      overlay(*same, item);
    }
  }
}

Node load(const std::filesystem::path& file, std::vector<std::filesystem::path>& open) {
  std::error_code error;  // of a path that the system refuses: there is no such file, is said below
  const auto path = std::filesystem::weakly_canonical(file, error);
  if (std::find(open.begin(), open.end(), path) != open.end()) {
    throw base::InputError({file.string(), 0, 0},
                           "the file extends itself in a circle; remove one 'extends'");
  }
  if (open.size() >= 16) {
    throw base::InputError({file.string(), 0, 0},
                           "more than 16 files extend each other; merge them");
  }
  open.push_back(path);
  Node own = parse_yaml(file);
  Node result;
  result.kind = Node::Kind::map;
  if (const Node* extends = own.find("extends")) {
    const std::vector<Node> files =
        extends->kind == Node::Kind::list ? extends->items : std::vector<Node>{*extends};
    for (const Node& name : files) {
      const auto below = file.parent_path() / name.text;
      if (name.kind != Node::Kind::scalar || !is_file(below)) {
        throw base::InputError(name.at, fmt::format("there is no file '{}' to extend (looked for "
                                                    "{}); correct the path",
                                                    name.text, below.string()));
      }
      overlay(result, load(below, open));
    }
  }
  open.pop_back();
  std::erase_if(own.entries, [](const Node::Entry& e) { return e.key == "extends"; });
  overlay(result, own);
  return result;
}

}  // namespace

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

Node parse_yaml(const std::filesystem::path& file) {
  Node root = parse(read_file(file, largest_file), file.string());
  if (root.kind != Node::Kind::map) {
    throw base::InputError({file.string(), 1, 1},
                           "a scenario is a list of 'key: value' lines; this file is not");
  }
  return root;
}

Node parse_value(const std::string& text, const std::string& what) {
  Node node = parse(text, what);
  return node;
}

void overlay(Node& below, const Node& above) {
  if (below.kind != Node::Kind::map || above.kind != Node::Kind::map) {
    below = above;
    return;
  }
  below.at = above.at;
  for (const Node::Entry& entry : above.entries) {
    Node* same = below.find(entry.key);
    if (same == nullptr) {
      below.entries.push_back(entry);
    } else if ((entry.key == "policies" || entry.key == "targets") &&
               same->kind == Node::Kind::list) {
      overlay_policies(*same, entry.value);
    } else if (entry.value.find("value") != nullptr || same->find("value") != nullptr) {
      *same = entry.value;  // an evidence-bearing number is replaced whole
    } else {
      overlay(*same, entry.value);
    }
  }
}

Node load_layers(const std::filesystem::path& file) {
  std::vector<std::filesystem::path> open;
  return load(file, open);
}

}  // namespace chuanzhe::scenario
