// The JSON Schema of scenario files, for completion and checks in editors.
#include <nlohmann/json.hpp>

#include "scenario/policies.hpp"
#include "scenario/scenario.hpp"

namespace chuanzhe::scenario {
namespace {

using Json = nlohmann::ordered_json;

Json evidence(Json number) {
  Json form = {
      {"type", "object"},
      {"required", {"value", "source"}},
      {"additionalProperties", false},
      {"properties",
       {{"value", number},
        {"source", {{"type", "string"}}},
        {"grade", {{"enum", {"official", "survey", "estimate", "assumption"}}}},
        {"range",
         {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 2}, {"maxItems", 2}}}}}};
  return {{"anyOf", Json::array({std::move(number), std::move(form)})}};
}

Json month() {
  return {{"type", "string"},
          {"pattern", "^([0-9]{4}-[0-9]{2}|spring_festival [0-9]{4}( [+-] [0-9]+ months?)?)$"}};
}

Json field_schema(const base::FieldRef& field) {
  Json schema;
  if (std::holds_alternative<base::Choice>(field.target)) {
    Json words = Json::array();
    for (const auto word : std::get<base::Choice>(field.target).words) {
      words.push_back(word);
      // YAML reads a bare number as a number, so both spellings of such a word are legal.
      if (word.find_first_not_of("0123456789") == std::string_view::npos) {
        words.push_back(std::stoi(std::string(word)));
      }
    }
    schema = {{"enum", words}};
  } else if (std::holds_alternative<bool*>(field.target)) {
    schema = {{"type", "boolean"}};
  } else if (std::holds_alternative<base::Month*>(field.target)) {
    schema = month();
  } else if (std::holds_alternative<std::string*>(field.target)) {
    schema = {{"type", "string"}};
  } else if (std::holds_alternative<base::PlacePairs*>(field.target)) {
    const Json pair = {
        {"type", "object"},
        {"required", {"county", "city"}},
        {"additionalProperties", false},
        {"properties",
         {{"county", {{"type", {"string", "integer"}}}}, {"city", {{"type", "string"}}}}}};
    schema = {{"anyOf", Json::array({{{"const", "twinned"}},
                                     {{"type", "array"}, {"minItems", 1}, {"items", pair}}})}};
  } else if (std::holds_alternative<base::Route*>(field.target)) {
    schema = {{"type", "array"}, {"minItems", 1}, {"items", {{"type", {"string", "integer"}}}}};
  } else if (std::holds_alternative<base::YearSeries*>(field.target)) {
    schema = {{"type", "object"}, {"additionalProperties", {{"type", "number"}}}};
  } else {
    const bool whole = std::holds_alternative<std::int64_t*>(field.target);
    schema = evidence({{"type", whole ? "integer" : "number"},
                       {"minimum", field.minimum},
                       {"maximum", field.maximum}});
  }
  schema["description"] = std::string(field.meaning) +
                          (field.unit.empty() ? "" : " [" + std::string(field.unit) + "]") + " (" +
                          std::string(field.source) + ")";
  return schema;
}

Json object_of(const base::Fields& fields) {
  Json properties = Json::object();
  for (const base::FieldRef& field : fields)
    properties[std::string(field.key)] = field_schema(field);
  return {{"type", "object"}, {"additionalProperties", false}, {"properties", properties}};
}

Json word_list() {
  return {
      {"anyOf", Json::array({{{"type", "string"}},
                             {{"type", "array"}, {"items", {{"type", {"string", "integer"}}}}}})}};
}

Json policy_schema(policy::Lever& lever) {
  Json schema = object_of(lever.fields());
  Json& properties = schema["properties"];
  properties["id"] = {{"type", "string"}};
  properties["lever"] = {{"const", lever.info().name}};
  properties["drop"] = {{"type", "boolean"}};
  for (const char* key : {"from", "to"}) properties[key] = month();
  for (const char* key :
       {"cities", "counties", "prefectures", "sectors", "groups", "employer_sizes", "months"}) {
    properties[key] = word_list();
  }
  properties["take_up"] = evidence({{"type", "number"}, {"minimum", 0}, {"maximum", 1}});
  properties["budget_cap"] = evidence({{"type", "number"}, {"minimum", 0}});
  properties["residents_only"] = {{"type", "boolean"}};
  Json payers = Json::array();
  for (const auto payer : policy::payer_words) payers.push_back(payer);
  properties["payer"] = {{"enum", payers}};
  schema["required"] = {"id", "lever"};
  schema["description"] = lever.info().summary;
  return schema;
}

}  // namespace

std::string json_schema() {
  engine::RunSettings run;
  behaviour::Parameters model;
  Json levers = Json::array();
  // A layer above another may name a policy by id alone, to change or drop it.
  levers.push_back({{"type", "object"}, {"required", {"id"}}, {"not", {{"required", {"lever"}}}}});
  for (const auto make : policy::lever_list()) levers.push_back(policy_schema(*make()));
  const Json text = {{"type", "string"}};
  const Json share = evidence({{"type", "number"}, {"minimum", 0}, {"maximum", 1}});
  const Json schema = {
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"title", "chuanzhe scenario"},
      {"type", "object"},
      {"additionalProperties", false},
      {"properties",
       {{"name", text},
        {"question", text},
        {"source", text},
        {"extends", word_list()},
        {"run", object_of(engine::fields_of(run))},
        {"model", object_of(behaviour::fields_of(model))},
        {"data",
         {{"type", "object"}, {"additionalProperties", false}, {"properties", {{"folder", text}}}}},
        {"policies", {{"type", "array"}, {"items", {{"oneOf", levers}}}}},
        {"output",
         {{"type", "object"},
          {"additionalProperties", false},
          {"properties", {{"trajectory_share", share}, {"life_hash", {{"type", "boolean"}}}}}}}}}};
  return schema.dump(2) + "\n";
}

}  // namespace chuanzhe::scenario
