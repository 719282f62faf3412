-- classification, version 1: How often was a complaint classified wrongly at first, and how good are the suggestions of the keyword library?
--
-- For 2026 in UTC by month, split by what it is split by where nobody says by what. Written by npm run report-sql.
-- $1 from, in the period
-- $2 to, no longer in it
-- $3 where counting begins: at from, or a period before it where a column asks for that
-- $4 asOf, the business time
-- $5 the position of the log that knownAt was resolved to
-- $6 tz, an IANA zone
-- $7 in returns the version of the taxonomy; in trend-alerts the first day of the periods, or of these an array of where each begins
-- $8 in trend-alerts the last day of the periods
-- $9 in trend-alerts with how many periods before it each is compared
-- The position that knownAt stands for is the last one in:
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.received) AS received
--   case_facts_v4.corrected
--   case_facts_v4.classified

WITH
  asked AS (
    SELECT
      $1::timestamptz,
      $2::timestamptz,
      $3::timestamptz,
      $4::timestamptz,
      $5::bigint,
      $6::text
  )
SELECT
  to_char(bucket, 'YYYY-MM-DD') AS label,
  counted.*
FROM
  (
    SELECT
      bucket,
      count(*) FILTER (
        WHERE
          true
      )::int AS facts,
      (
        count(*) FILTER (
          WHERE
            true
            AND (true)
        )
      )::float8 AS m0,
      (
        count(*) FILTER (
          WHERE
            true
            AND (category <> "firstCategory")
        )
      )::float8 AS m1,
      (
        count(*) FILTER (
          WHERE
            true
            AND (suggestion IS NOT NULL)
        )
      )::float8 AS m2,
      (
        count(*) FILTER (
          WHERE
            true
            AND (suggestion = "firstCategory")
        )
      )::float8 AS m3,
      (
        count(*) FILTER (
          WHERE
            true
            AND (suggestion <> category)
        )
      )::float8 AS m4
    FROM
      (
        SELECT
          fact.*,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            SELECT
              fact.complaint_id,
              first.position,
              first.occurred_at,
              fact.channel,
              fact.cause,
              fact.product,
              fact.unit,
              fact.jurisdiction,
              fact.grade,
              fact.language,
              fact.origin,
              coalesce(later.category, first.category) AS category,
              coalesce(later.severity, first.severity) AS severity,
              coalesce(later.urgency, first.urgency) AS urgency,
              first.category AS "firstCategory",
              fact.suggested AS suggestion
            FROM
              case_facts_v4.classified AS first
              JOIN case_facts_v4.received AS fact ON fact.complaint_id = first.complaint_id
              LEFT JOIN (
                SELECT DISTINCT
                  ON (complaint_id) complaint_id,
                  category,
                  severity,
                  urgency
                FROM
                  case_facts_v4.classified AS one
                WHERE
                  ordinal > 1
                  AND one.occurred_at <= $4::timestamptz
                  AND one.position <= $5::bigint
                ORDER BY
                  complaint_id,
                  position DESC
              ) AS later ON later.complaint_id = first.complaint_id
            WHERE
              first.ordinal = 1
              AND first.occurred_at <= $4::timestamptz
              AND first.position <= $5::bigint
              AND fact.occurred_at <= $4::timestamptz
              AND fact.known_from <= $5::bigint
              AND (
                fact.known_until IS NULL
                OR fact.known_until > $5::bigint
              )
          ) AS fact
        WHERE
          occurred_at >= $3
          AND occurred_at < $2::timestamptz
      ) AS fact
    GROUP BY
      bucket
  ) AS counted
LIMIT
  100001;
