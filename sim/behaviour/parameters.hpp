// The constants of the behavioural model (`model:` in a scenario). Symbols in the comments are
// those of docs/model.md; each row's range and source stand in parameters.cpp.
#pragma once

#include "base/field.hpp"

namespace chuanzhe::behaviour {

struct Parameters {
  // Choice of destination.
  double sigma = 6000;                ///< logit scale [CNY/month]
  double eta = 0.30;                  ///< elasticity of attraction to fellow countrymen
  double n0 = 0.002;                  ///< network floor, share of the origin's labour force
  double distance_weight = 0.25;      ///< weight of ln distance [sigma units]
  double amortisation = 0.0860664;    ///< A = r / (1 - (1 + r)^-12), r = 0.5 %: one-off to monthly
  double search_cash_loss = 500;      ///< rho [CNY/month]
  double moving_cost = 300;           ///< part of C_oc beside the fare [CNY once]
  double child_behind = 300;          ///< D_kid [CNY/month]
  double psi_zhejiang = -2450;        ///< psi_Z [CNY/month]
  double psi_zhejiang_poor = 1240;    ///< psi_Z,poor [CNY/month]
  double psi_local = -890;            ///< psi_L [CNY/month]
  double psi_elsewhere = 2240;        ///< psi_E [CNY/month]
  double wage_elsewhere = 4900;       ///< w_E, 2021 [CNY/month]
  double living_elsewhere = 1700;     ///< L_E with rent [CNY/month]
  double return_to_schooling = 0.05;  ///< b_edu per school year
  double return_to_skill = 0.04;      ///< b_skill per level
  double inertia_home = 0.5;          ///< [sigma units]
  double inertia_local = 1.5;
  double inertia_elsewhere = 1.5;
  double training_pay = 0.04;        ///< b_train: log pay of a trade in its sector
  double training_contact = 0.10;    ///< x_tr: more contacts there
  double training_attention = 0.05;  ///< d_tr: more weight on the twin city
  // Hazards.
  double reconsider = 0.5 / 12;    ///< lam0 [1/month]
  double liquidity_gate = 0.05;    ///< pi_liq: formerly poor novices who cannot pay for a journey
  double remote_share = 0.3;       ///< p0: searches made from home
  double quit_early = 0.055;       ///< h1, tenure below 6 months [1/month]
  double quit_late = 0.015;        ///< h2 [1/month]
  double layoff = 0.004;           ///< l0 [1/month]
  double quit_pay_elasticity = 2;  ///< -eps_q
  double same_market_pull = 2.9;   ///< z_same [sigma units]
  double give_up = 0.08;           ///< h_giveup [1/month]
  // Matching.
  double contact_rate = 0.566;      ///< A_m [1/month]
  double contact_elasticity = 0.5;  ///< 1 - alpha
  double vacancy_margin = 1.06;     ///< posts over employment at the start
  double local_margin = 1.03;       ///< the same for posts in the counties
  double external_seekers = 0.15;   ///< U_ext as a share of the vacancies at the start
  double wage_choice_scale = 1500;  ///< sigma_e among employers of a market [CNY/month]
  // Spring Festival, one-off CNY.
  double festival_home_value = 3880;  ///< phi0
  double festival_scale = 3000;       ///< sigma_F
  double festival_child = 800;        ///< phi_kid
  double festival_family = 1340;      ///< phi_fam
  double long_absence = 400;          ///< after 13 months without a visit
  base::YearSeries restriction = {{2020, 500}, {2021, 4940}, {2022, 1975}};  ///< R_y
  double return_pull = 4.5;      ///< z_ret, mean of the sectors [sigma units]
  double other_post_pull = 1.0;  ///< z_oth [sigma units]
  double defer_share = 0.5;      ///< non-return that is only deferred by staying
  double deferred_visit = 0.10;  ///< [1/month] for three months
  // Levels at the start.
  double initial_zhejiang = 1774000;  ///< Sichuan workers in Zhejiang [persons]
  double initial_local = 7.0e6;       ///< in posts of the own county [persons]
  double initial_searching = 0.06;    ///< of those in Zhejiang
  double entrants_per_year = 0.018;   ///< turning 16, share of the initial labour force
  // Shares.
  double insured_share = 0.6;      ///< of workers in Zhejiang
  double remittance_share = 0.30;  ///< of pay
  // Optional parts, off by default (docs/model.md, Optional parts).
  double nest_dissimilarity = 1;      ///< of the sectors of a city; 1 = no nests
  double home_attachment_spread = 0;  ///< s_psi: sd of a worker's own value of home [CNY/month]
  double stay_attachment = 0;         ///< kappa: after five years in Zhejiang [CNY/month]
  double liquidity_gate_others = 0;   ///< novices who are not poor and cannot pay for a journey
  double pay_response = 0;            ///< eps_w: ln pay of a market to ln tightness, yearly
  double home_response = 0;           ///< eps_o: ln income at home to the share away, yearly
  double rent_passthrough = 0;        ///< part of the rent subsidy a tenant that rents rise by
  double selective_share = 0;         ///< employers that take nobody of 45 or without schooling
  std::int64_t contract_months = 0;   ///< length of a contract, 0 = without end
  double contract_renewal = 0.8;      ///< share of the contracts that are renewed at their end
  std::int64_t ample_posts = 0;       ///< 1 = posts of Zhejiang never run out
  double zhejiang_pay = 1;            ///< factor on all pay in Zhejiang from the start of the run
};

/// Rows of `model:`; they point into `parameters`.
base::Fields fields_of(Parameters& parameters);

}  // namespace chuanzhe::behaviour
