# chuanzhe_precompile(<target> [FROM <target>] [HEADERS ...]): headers that most of its sources
# include, read once; most of the time of a compiler goes into them. FROM takes those of a target with
# the same flags and packages.
function(chuanzhe_precompile target)
  cmake_parse_arguments(arg "" "FROM" "HEADERS" ${ARGN})
  if(NOT CHUANZHE_PRECOMPILE)
    return()
  endif()
  if(arg_FROM)
    target_precompile_headers(${target} REUSE_FROM ${arg_FROM})
  else()
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <atomic> <bitset> <charconv> <chrono>
      <cmath> <condition_variable> <cstdint> <filesystem> <fstream> <functional> <iostream> <limits> <map>
      <memory> <mutex> <numeric> <optional> <set> <span> <sstream> <string> <string_view> <thread>
      <utility> <variant> <vector> ${arg_HEADERS})
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

# One static library per layer: chuanzhe_layer(<name> SOURCES ... [SINGLE_FILES ...] USES <layers
# and packages>). SINGLE_FILES: sources whose unnamed namespaces share names with others.
# What a layer may use is exactly what it lists; tests/layers checks the includes as well.
function(chuanzhe_layer name)
  cmake_parse_arguments(arg "" "" "SOURCES;SINGLE_FILES;USES" ${ARGN})
  add_library(chuanzhe_${name} STATIC ${arg_SOURCES} ${arg_SINGLE_FILES})
  add_library(chuanzhe::${name} ALIAS chuanzhe_${name})
  target_compile_features(chuanzhe_${name} PUBLIC cxx_std_20)
  set_target_properties(chuanzhe_${name} PROPERTIES CXX_EXTENSIONS OFF EXPORT_NAME ${name})
  target_include_directories(chuanzhe_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/sim> $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:include/chuanzhe>)
  if(name STREQUAL "base")
    chuanzhe_precompile(chuanzhe_base)
  elseif(name STREQUAL "engine")
    chuanzhe_precompile(chuanzhe_engine HEADERS <fmt/format.h>)
  elseif("fmt::fmt" IN_LIST arg_USES)
    chuanzhe_precompile(chuanzhe_${name} FROM chuanzhe_engine)
  else()
    chuanzhe_precompile(chuanzhe_${name} FROM chuanzhe_base)
  endif()
  chuanzhe_batch(chuanzhe_${name})
  set_source_files_properties(${arg_SINGLE_FILES} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
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
