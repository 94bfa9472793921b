// Compiled once: Catch2's main takes longer than any test file.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
