// The kinds of events in a worker's life: columns of the trajectories and of the flow tables.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace chuanzhe::engine {

/// Only ever appended to: the numbers stand in result files.
enum class EventType : std::uint8_t {
  came_of_age,      ///< turned 16, at home
  moved_home,       ///< from a local post or elsewhere back home
  moved_elsewhere,  ///< to the rest of Sichuan or another province
  local_hire,       ///< hired in the own county
  local_layoff,
  started_search,  ///< travelled to Zhejiang without a post
  hired,           ///< hired while searching in Zhejiang
  hired_remotely,  ///< hired from outside Zhejiang
  quit,
  laid_off,
  changed_search,  ///< searches in another market
  gave_up,         ///< gave up a search and left
  left_post,       ///< left Zhejiang after a quit, layoff or visit
  went_for_festival,
  back_same_post,
  back_elsewhere,  ///< back in Zhejiang, in search of another post
  not_back,        ///< did not return after the festival
  visited,         ///< an ordinary visit home after staying
  retired,
  started_course,
  left_course,
  entered_school,
  left_school,
};
inline constexpr int event_type_count = 23;
inline constexpr std::array<std::string_view, event_type_count> event_words = {
    "came_of_age",  "moved_home",        "moved_elsewhere", "local_hire",
    "local_layoff", "started_search",    "hired",           "hired_remotely",
    "quit",         "laid_off",          "changed_search",  "gave_up",
    "left_post",    "went_for_festival", "back_same_post",  "back_elsewhere",
    "not_back",     "visited",           "retired",         "started_course",
    "left_course",  "entered_school",    "left_school"};

/// What became of staff at the festival; `staff` is everybody in Zhejiang at the decision.
enum class Outcome : std::uint8_t { staff, stayed, went, back_same_post, back_elsewhere, not_back };
inline constexpr int outcome_count = 6;
inline constexpr std::array<std::string_view, outcome_count> outcome_words = {
    "staff", "stayed", "went", "back_same_post", "back_elsewhere", "not_back"};

}  // namespace chuanzhe::engine
