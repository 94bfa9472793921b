# Writes OUT, a header that names the source of everything a run's numbers follow from, so that
# finished runs of a sweep are never mixed with those of another model.
# cmake -DROOT=... -DOUT=... -P model_digest.cmake
set(patterns sim/study/measures*.?pp)
foreach(layer base world terms policy behaviour engine)
  list(APPEND patterns sim/${layer}/*.?pp)
endforeach()
list(APPEND patterns sim/policy/levers/*.?pp)
list(TRANSFORM patterns PREPEND ${ROOT}/)
file(GLOB files RELATIVE ${ROOT} ${patterns})
list(SORT files)
set(all "")
foreach(name ${files})
  file(SHA256 ${ROOT}/${name} digest)
  string(APPEND all "${name} ${digest}\n")
endforeach()
string(SHA256 digest "${all}")
string(SUBSTRING ${digest} 0 12 digest)
file(CONFIGURE OUTPUT ${OUT} CONTENT [[
#pragma once
#include <string_view>
namespace chuanzhe::app {
/// First digits of the SHA-256 over the source of the layers base to engine and the measures.
inline constexpr std::string_view model_digest = "@digest@";
}  // namespace chuanzhe::app
]] @ONLY)
