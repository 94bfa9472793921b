// The words in which single facts of a life are told.
#pragma once

#include <string>

#include "study/biography.hpp"

namespace chuanzhe::study {

/// Who the worker is, where the run finds him, and which policies reach him.
std::string introduction(const LifeRecord& record);

std::string decision_words(const engine::TracedDecision& decision);
std::string option_words(const engine::RunDescription& run, const engine::TracedDecision& decision,
                         int alternative);
/// Lines that end in a line break.
std::string search_words(const engine::RunDescription& run, const engine::TracedSearch& search);
std::string claim_words(const engine::RunDescription& run, const engine::TracedClaim& claim);
std::string event_words(const engine::RunDescription& run, const engine::Event& event);
std::string payment_words(const engine::RunDescription& run, const engine::Payment& payment);

}  // namespace chuanzhe::study
