-- training-gap, version 1: How many of the people who should know have been trained, and how many are missing?
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
--   improvements_v1.coverage

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
      d0,
      d1,
      count(*) FILTER (
        WHERE
          true
      )::int AS facts,
      (
        max(coverage) FILTER (
          WHERE
            true
            AND (true)
        )
      )::float8 AS m0,
      (
        max(earlier) FILTER (
          WHERE
            true
            AND (true)
        )
      )::float8 AS m1
    FROM
      (
        SELECT
          fact.*,
          "topic" AS d0,
          "unit" AS d1,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            SELECT
              topic,
              unit,
              position,
              coverage,
              earlier,
              greatest(begins, $1::timestamptz, start AT TIME ZONE $6::text) AS occurred_at
            FROM
              (
                SELECT
                  topic,
                  unit,
                  position,
                  begins,
                  per_mille / 1000.0 AS coverage,
                  lag(per_mille) OVER days / 1000.0 AS earlier,
                  lead(begins) OVER days AS next
                FROM
                  (
                    SELECT DISTINCT
                      ON (topic, unit, measured_on) topic,
                      unit,
                      position,
                      per_mille,
                      (row.measured_on::timestamp AT TIME ZONE $6::text) AS begins
                    FROM
                      improvements_v1.coverage AS row
                    WHERE
                      (row.measured_on::timestamp AT TIME ZONE $6::text) < $2::timestamptz
                      AND (row.measured_on::timestamp AT TIME ZONE $6::text) <= $4::timestamptz
                      AND row.position <= $5::bigint
                    ORDER BY
                      topic,
                      unit,
                      measured_on,
                      position DESC
                  ) AS each
                WINDOW
                  days AS (
                    PARTITION BY
                      topic,
                      unit
                    ORDER BY
                      begins
                  )
              ) AS measured
              CROSS JOIN LATERAL generate_series(
                date_trunc('month', greatest(begins, $1::timestamptz) AT TIME ZONE $6::text),
                least($2::timestamptz, greatest($4::timestamptz, $1::timestamptz)) AT TIME ZONE $6::text,
                interval '1 month'
              ) AS start
            WHERE
              next IS NULL
              OR next >= (start + interval '1 month') AT TIME ZONE $6::text
          ) AS fact
        WHERE
          occurred_at >= $3
          AND occurred_at < $2::timestamptz
      ) AS fact
    GROUP BY
      bucket,
      d0,
      d1
  ) AS counted
LIMIT
  100001;
