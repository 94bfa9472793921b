// Whatever bytes a scenario file holds, reading it ends in a scenario or in base::InputError: never
// in a crash, a hang, another exception or undefined behaviour. libFuzzer drives it (preset fuzz).
#include <cstdint>
#include <fstream>
#include <string>

#include <unistd.h>

#include "base/error.hpp"
#include "scenario/node.hpp"
#include "scenario/scenario.hpp"

using namespace chuanzhe;

namespace {

/// Reading the tables takes milliseconds, so only text that is a map gets that far.
bool is_map(const std::string& text) {
  try {
    return scenario::parse_value(text, "fuzz.yaml").kind == scenario::Node::Kind::map;
  } catch (const base::InputError&) {
    return false;
  }
}

void load(const std::string& text) {
  static const std::string path = "/tmp/chuanzhe_fuzz_" + std::to_string(getpid()) + ".yaml";
  std::ofstream(path, std::ios::binary) << text;
  try {
    const scenario::Scenario scenario = scenario::load(path);
    scenario::resolved_yaml(scenario);
  } catch (const base::InputError&) {
  }
  unlink(path.c_str());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (is_map(text)) load("data: {folder: \"" CHUANZHE_DATA_DIR "\"}\n" + text);
  return 0;
}
