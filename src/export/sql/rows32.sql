-- 附件3-2的各行：每个月份、单位一份清单，顺序与 hazards report 相同。处罚情况的文字不在其中，
-- 见 penalties（按 hazard 相连）和 penalty_on_enterprise_other、penalty_on_principal_other。
-- The rows of form 3-2: a list for each month and unit, in the order of hazards report. What the penalties
-- were stands in penalties (by hazard) and the two tables of other penalties.
WITH
in_scope AS (
  SELECT
    p.month AS for_month, p.counting_from AS for_from, p.cutoff AS for_cutoff,
    u.id AS for_unit, u.no AS for_unit_no, m.id AS for_member, m.no AS for_member_no
  FROM params p
  CROSS JOIN unit_scope s
  INNER JOIN units u ON u.id = s.unit
  INNER JOIN units m ON m.id = s.member
),
-- 编号重复的企业取路径在前的一条　of several enterprises with one id the first in path order
listed AS (
  SELECT e.id, e.name, e.unit, ROW_NUMBER() OVER (PARTITION BY e.id ORDER BY e.seq) AS nth
  FROM enterprises e
),
punished AS (
  SELECT p.hazard, MIN(p.decided_on) AS first_on
  FROM penalties p
  WHERE p.hazard IS NOT NULL
  GROUP BY p.hazard
),
listing AS (
  SELECT
    s.for_month AS month, s.for_unit AS unit, s.for_unit_no AS unit_no,
    ROW_NUMBER() OVER (
      PARTITION BY s.for_month, s.for_unit ORDER BY s.for_member_no, h.found_on, h.id, h.seq
    ) AS no,
    h.id, l.city, l.name AS county, COALESCE(e.name, h.enterprise) AS enterprise, h.description AS hazard,
    CASE WHEN h.supervision_listed_on <= s.for_cutoff THEN '是' ELSE '否' END AS supervised,
    CASE WHEN h.rectification_completed_on <= s.for_cutoff THEN '是' ELSE '否' END AS rectified,
    CASE WHEN p.first_on <= s.for_cutoff THEN '是' ELSE '否' END AS penalized
  FROM in_scope s
  INNER JOIN hazards h ON h.unit = s.for_member AND h.found_on >= s.for_from AND h.found_on <= s.for_cutoff
  LEFT JOIN listed e ON e.id = h.enterprise AND e.nth = 1
  INNER JOIN units l ON l.id = COALESCE(e.unit, h.unit)
  LEFT JOIN punished p ON p.hazard = h.id
)
SELECT
  r.month, r.unit, r.no, r.id, r.city, r.county, r.enterprise, r.hazard, r.supervised, r.rectified, r.penalized
FROM listing r
ORDER BY r.month, r.unit_no, r.no
