-- 附件3-1的全部指标：每个月份、单位、指标一行，与 hazards report 的数字相同。
-- 只用各引擎共有的 SQL（DuckDB、Spark SQL、Trino）；月份取自表 params，统计范围取自表 unit_scope。
-- 结果：month 月份，unit、unit_name 单位，no 顺序，key 指标，label 名称，measure 单位，value 数值（D6 为 1 或 0），
-- text 表上的写法（D6 为 是 或 否）。
--
-- All figures of form 3-1: a row for each month, unit and key, the same numbers as hazards report gives.
-- Only SQL that DuckDB, Spark SQL and Trino have in common; the months stand in params, whom a unit's return
-- speaks for in unit_scope. text is the value as on the form (D6: 是 or 否; value: 1 or 0).
WITH
-- 每月各单位所统计的单位　the units that each unit's return of each month speaks for
in_scope AS (
  SELECT
    p.month AS for_month, p.counting_from AS for_from, p.cutoff AS for_cutoff, p.filed_by AS for_filed_by,
    s.unit AS for_unit, s.member AS for_member, m.source AS for_source
  FROM params p
  CROSS JOIN unit_scope s
  INNER JOIN units m ON m.id = s.member
),
-- 统计期内发现的隐患　hazards found in the window
hazard_rows AS (
  SELECT s.for_month, s.for_unit, s.for_cutoff, h.*
  FROM in_scope s
  INNER JOIN hazards h ON h.unit = s.for_member AND h.found_on >= s.for_from AND h.found_on <= s.for_cutoff
  WHERE s.for_source = 'records'
),
hazard_figures AS (
  SELECT
    r.for_month, r.for_unit{hazards}
  FROM hazard_rows r
  GROUP BY r.for_month, r.for_unit
),
-- 统计期内的检查和各项发现　inspections in the window, with what they found
found AS (
  SELECT
    f.seq{found}
  FROM inspection_findings f
  GROUP BY f.seq
),
inspection_rows AS (
  SELECT s.for_month, s.for_unit, s.for_cutoff, i.*{found_names}
  FROM in_scope s
  INNER JOIN inspections i ON i.unit = s.for_member AND i.date >= s.for_from AND i.date <= s.for_cutoff
  LEFT JOIN found f ON f.seq = i.seq
  WHERE s.for_source = 'records'
),
inspection_figures AS (
  SELECT
    r.for_month, r.for_unit{inspections}
  FROM inspection_rows r
  GROUP BY r.for_month, r.for_unit
),
-- 统计期内作出的处罚　penalties decided in the window
penalty_rows AS (
  SELECT s.for_month, s.for_unit, s.for_cutoff, p.*
  FROM in_scope s
  INNER JOIN penalties p ON p.unit = s.for_member AND p.decided_on >= s.for_from AND p.decided_on <= s.for_cutoff
  WHERE s.for_source = 'records'
),
penalty_figures AS (
  SELECT
    r.for_month, r.for_unit{penalties}
  FROM penalty_rows r
  GROUP BY r.for_month, r.for_unit
),
-- 统计期内的工作记录　activities in the window
activity_rows AS (
  SELECT s.for_month, s.for_unit, s.for_cutoff, a.*
  FROM in_scope s
  INNER JOIN activities a ON a.unit = s.for_member AND a.date >= s.for_from AND a.date <= s.for_cutoff
  WHERE s.for_source = 'records'
),
activity_figures AS (
  SELECT
    r.for_month, r.for_unit{activities}
  FROM activity_rows r
  GROUP BY r.for_month, r.for_unit
),
-- 各单位截至统计截止日最近一条技术检查员记录　the latest headcount of each unit, also from before the window
standing_rows AS (
  SELECT
    s.for_month, s.for_unit, s.for_cutoff, a.*,
    ROW_NUMBER() OVER (
      PARTITION BY s.for_month, s.for_unit, s.for_member ORDER BY a.date DESC, a.seq DESC
    ) AS nth
  FROM in_scope s
  INNER JOIN activities a ON a.unit = s.for_member AND a.date <= s.for_cutoff
  WHERE s.for_source = 'records' AND a.kind = {headcount}
),
standing_figures AS (
  SELECT
    r.for_month, r.for_unit{standing}
  FROM standing_rows r
  WHERE r.nth = 1
  GROUP BY r.for_month, r.for_unit
),
-- 按报送数字计的单位：该月最后一次报送的调度表　of units counted by what they have filed, the last return of the month
filed_rows AS (
  SELECT
    s.for_month, s.for_unit, f.seq,
    ROW_NUMBER() OVER (
      PARTITION BY s.for_month, s.for_unit, s.for_member ORDER BY f.filed_on DESC, f.seq DESC
    ) AS nth
  FROM in_scope s
  INNER JOIN filings f ON f.unit = s.for_member AND f.month = s.for_month
  WHERE s.for_source = 'filings' AND f.document = {document}
    AND (s.for_filed_by IS NULL OR f.filed_on <= s.for_filed_by)
),
parts AS (
{parts}
  UNION ALL
  SELECT
    r.for_month, r.for_unit, v.key AS for_key,
    CASE
      WHEN v.amount IS NOT NULL THEN {filed_amount}
      WHEN v.count IS NOT NULL THEN {filed_count}
      WHEN v.yes_no THEN {one}
      ELSE {zero}
    END AS adds
  FROM filed_rows r
  INNER JOIN filing_figures v ON v.seq = r.seq
  WHERE r.nth = 1
),
summed AS (
  SELECT
    p.month, u.no AS unit_no, u.id AS unit, u.name AS unit_name, i.no, i.key, i.label, i.measure, i.sort,
    CASE WHEN i.sort = 'yes_no' THEN COALESCE(MAX(a.adds), {zero}) ELSE COALESCE(SUM(a.adds), {zero}) END AS value
  FROM params p
  CROSS JOIN units u
  CROSS JOIN indicators i
  LEFT JOIN parts a ON a.for_month = p.month AND a.for_unit = u.id AND a.for_key = i.key
  GROUP BY p.month, u.no, u.id, u.name, i.no, i.key, i.label, i.measure, i.sort
)
SELECT
  f.month, f.unit, f.unit_name, f.no, f.key, f.label, f.measure,
  {value} AS value,
  {text} AS text
FROM summed f
ORDER BY f.month, f.unit_no, f.no
