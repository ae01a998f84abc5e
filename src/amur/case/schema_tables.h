#pragma once
// The tables that each schema_*.cpp declares, in the order in which they are read.

#include <vector>

#include "amur/case/schema.h"

namespace amur::cases {

void add_network_tables(std::vector<table_rule>& to);
void add_freight_tables(std::vector<table_rule>& to);
void add_rule_tables(std::vector<table_rule>& to);
void add_trade_tables(std::vector<table_rule>& to);
void add_project_tables(std::vector<table_rule>& to);
void add_loan_tables(std::vector<table_rule>& to);
void add_economy_tables(std::vector<table_rule>& to);
void add_investment_tables(std::vector<table_rule>& to);
void add_place_tables(std::vector<table_rule>& to);
void add_spread_tables(std::vector<table_rule>& to);
void add_stage_tables(std::vector<table_rule>& to);
void add_arrival_tables(std::vector<table_rule>& to);

}  // namespace amur::cases
