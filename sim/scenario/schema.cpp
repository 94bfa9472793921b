// The JSON Schema of scenario files, for completion and checks in editors.
#include <nlohmann/json.hpp>

#include "scenario/overloaded.hpp"
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

Json words_of(const base::Choice& choice) {
  Json words = Json::array();
  for (const auto word : choice.words) {
    words.push_back(word);
    // YAML reads a bare number as a number, so both spellings of such a word are legal.
    if (word.find_first_not_of("0123456789") == std::string_view::npos) {
      words.push_back(std::stoi(std::string(word)));
    }
  }
  return words;
}

Json place_pairs() {
  const Json pair = {
      {"type", "object"},
      {"required", {"county", "city"}},
      {"additionalProperties", false},
      {"properties",
       {{"county", {{"type", {"string", "integer"}}}}, {"city", {{"type", "string"}}}}}};
  return {{"anyOf", Json::array({{{"const", "twinned"}},
                                 {{"type", "array"}, {"minItems", 1}, {"items", pair}}})}};
}

Json number_with_evidence(const base::FieldRef& field, const char* type) {
  return evidence({{"type", type}, {"minimum", field.minimum}, {"maximum", field.maximum}});
}

Json value_schema(const base::FieldRef& field) {
  return std::visit(
      Overloaded{
          [](const base::Choice& choice) -> Json {
            return {{"enum", words_of(choice)}};
          },
          [](bool*) -> Json {
            return {{"type", "boolean"}};
          },
          [](base::Month*) { return month(); },
          [](std::string*) -> Json {
            return {{"type", "string"}};
          },
          [](base::PlacePairs*) { return place_pairs(); },
          [](base::Route*) -> Json {
            return {
                {"type", "array"}, {"minItems", 1}, {"items", {{"type", {"string", "integer"}}}}};
          },
          [](base::YearSeries*) -> Json {
            return {{"type", "object"}, {"additionalProperties", {{"type", "number"}}}};
          },
          [&](std::int64_t*) { return number_with_evidence(field, "integer"); },
          [&](double*) { return number_with_evidence(field, "number"); },
          [&](base::Fen*) { return number_with_evidence(field, "number"); },
      },
      field.target);
}

Json field_schema(const base::FieldRef& field) {
  Json schema = value_schema(field);
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
