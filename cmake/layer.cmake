# chuanzhe_precompile(<target> HEADERS ...): headers that most of its sources include, read once.
# Most of the time of a compiler goes into them.
function(chuanzhe_precompile target)
  if(CHUANZHE_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <filesystem> <functional> <map>
      <memory> <optional> <set> <span> <sstream> <string> <variant> <vector> ${ARGN})
  endif()
endfunction()

# Small sources of a target are compiled several at once where CHUANZHE_UNITY asks for it: most of
# the time of a compiler goes into headers, and one batch reads them once. Names in unnamed
# namespaces must then differ within the target.
function(chuanzhe_batch target)
  if(CHUANZHE_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
endfunction()

# One static library per layer: chuanzhe_layer(<name> [SINGLE_FILES] SOURCES ... USES <layers and
# packages>). SINGLE_FILES: its unnamed namespaces share names, so that it is not batched.
# What a layer may use is exactly what it lists; tests/layers checks the includes as well.
function(chuanzhe_layer name)
  cmake_parse_arguments(arg "SINGLE_FILES" "" "SOURCES;USES" ${ARGN})
  add_library(chuanzhe_${name} STATIC ${arg_SOURCES})
  add_library(chuanzhe::${name} ALIAS chuanzhe_${name})
  target_compile_features(chuanzhe_${name} PUBLIC cxx_std_20)
  set_target_properties(chuanzhe_${name} PROPERTIES CXX_EXTENSIONS OFF EXPORT_NAME ${name})
  target_include_directories(chuanzhe_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/sim> $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:include/chuanzhe>)
  if("fmt::fmt" IN_LIST arg_USES)
    chuanzhe_precompile(chuanzhe_${name} <fmt/format.h>)
  else()
    chuanzhe_precompile(chuanzhe_${name})
  endif()
  if(NOT arg_SINGLE_FILES)
    chuanzhe_batch(chuanzhe_${name})
  endif()
  target_link_libraries(chuanzhe_${name} PUBLIC ${arg_USES} PRIVATE $<BUILD_INTERFACE:chuanzhe_warnings>)
endfunction()

# Fused multiply-add is off everywhere: a result must not depend on the processor or compiler.
add_library(chuanzhe_warnings INTERFACE)
target_compile_options(chuanzhe_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
  -Wdouble-promotion -Wimplicit-fallthrough -Werror -ffp-contract=off)
# g++ 12 warns falsely of overlapping, overlong and outlying copies in std::string's operator+ (GCC bug 105651).
target_compile_options(chuanzhe_warnings INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-array-bounds>)
