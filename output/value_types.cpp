#include "output/value_types.hpp"

namespace chuanzhe::output {

using Type = engine::VariableRow::Type;

hid_t stored_type(Type type) {
  if (type == Type::int32) return H5T_STD_I32LE;
  return type == Type::int64 ? H5T_STD_I64LE : H5T_IEEE_F64LE;
}

hid_t native_type(const engine::Values& values) {
  if (std::holds_alternative<std::vector<std::int32_t>>(values)) return H5T_NATIVE_INT32;
  const bool is_whole = std::holds_alternative<std::vector<std::int64_t>>(values);
  return is_whole ? H5T_NATIVE_INT64 : H5T_NATIVE_DOUBLE;
}

engine::Values no_values(Type type) {
  if (type == Type::int32) return std::vector<std::int32_t>{};
  if (type == Type::int64) return std::vector<std::int64_t>{};
  return std::vector<double>{};
}

}  // namespace chuanzhe::output
