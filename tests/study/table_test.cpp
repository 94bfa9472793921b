#include "study/table.hpp"

#include <catch2/catch.hpp>

#include "study/interval.hpp"

using namespace chuanzhe::study;

namespace {

Table example() {
  return {"example",
          "A title",
          {{"place"}, {"workers"}, {"change [%]"}},
          {{"Hangzhou, Zhejiang", Number{1234.6, 0}, Number{-0.001, 1}},
           {"渠县", Number{7, 0}, Number{undefined, 1}}},
          {"a note"}};
}

TEST_CASE("text is aligned, numbers to the right, what is undefined a dash", "[study]") {
  CHECK(as_text(example()) ==
        "A title\n"
        "place               workers  change [%]\n"
        "Hangzhou, Zhejiang     1235         0.0\n"
        "渠县                      7           -\n"
        "  a note\n");
}

TEST_CASE("CSV has full numbers, quotes where needed, nothing where undefined", "[study]") {
  CHECK(as_csv(example()) ==
        "place,workers,change [%]\r\n"
        "\"Hangzhou, Zhejiang\",1234.6,-0.001\r\n"
        "渠县,7,\r\n");
}

}  // namespace
