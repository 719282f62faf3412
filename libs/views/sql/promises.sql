-- promises, version 1: Was kept what was promised, and how early?
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
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.promised) AS promised
--   (SELECT end_recorded_at AS recorded_at, end_position AS position FROM case_facts_v4.promised) AS promised_end

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
            AND (state = 'early')
        )
      )::float8 AS m1,
      (
        count(*) FILTER (
          WHERE
            true
            AND (state = 'on-the-day')
        )
      )::float8 AS m2,
      (
        count(*) FILTER (
          WHERE
            true
            AND (state = 'late')
        )
      )::float8 AS m3,
      (
        count(*) FILTER (
          WHERE
            true
            AND (state = 'overdue')
        )
      )::float8 AS m4,
      (
        count(*) FILTER (
          WHERE
            true
            AND (state = 'open')
        )
      )::float8 AS m5,
      (
        count(*) FILTER (
          WHERE
            true
            AND (state = 'stopped')
        )
      )::float8 AS m6,
      (
        percentile_disc(0.5) WITHIN GROUP (
          ORDER BY
            minutes_early
        ) FILTER (
          WHERE
            true
            AND (state IN ('early', 'on-the-day', 'late'))
        )
      )::float8 AS m7
    FROM
      (
        SELECT
          fact.*,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            SELECT
              fact.complaint_id,
              fact.position,
              fact.occurred_at,
              fact.channel,
              fact.cause,
              fact.product,
              fact.unit,
              fact.jurisdiction,
              fact.grade,
              fact.language,
              fact.origin,
              classified.category,
              classified.severity,
              classified.urgency,
              CASE
                WHEN known.ended_at IS NULL THEN CASE
                  WHEN $4::timestamptz <= fact.due THEN 'open'
                  ELSE 'overdue'
                END
                WHEN fact.ended = 'stopped' THEN CASE
                  WHEN known.ended_at <= fact.due THEN 'stopped'
                  ELSE 'overdue'
                END
                WHEN known.ended_at > fact.due THEN 'late'
                WHEN (known.ended_at AT TIME ZONE $6::text)::date < (fact.due AT TIME ZONE $6::text)::date THEN 'early'
                ELSE 'on-the-day'
              END AS state,
              floor(
                extract(
                  epoch
                  FROM
                    fact.due - known.ended_at
                ) / 60
              ) AS minutes_early
            FROM
              case_facts_v4.promised AS fact
              CROSS JOIN LATERAL (
                SELECT
                  CASE
                    WHEN fact.end_position <= $5::bigint
                    AND fact.ended_at <= $4::timestamptz THEN fact.ended_at
                  END AS ended_at
              ) AS known
              CROSS JOIN LATERAL (
                SELECT
                  (
                    SELECT
                      one.category
                    FROM
                      case_facts_v4.classified AS one
                    WHERE
                      one.complaint_id = fact.complaint_id
                      AND one.occurred_at <= $4::timestamptz
                      AND one.position <= $5::bigint
                    ORDER BY
                      one.position DESC
                    LIMIT
                      1
                  ) AS category,
                  (
                    SELECT
                      one.severity
                    FROM
                      case_facts_v4.classified AS one
                    WHERE
                      one.complaint_id = fact.complaint_id
                      AND one.occurred_at <= $4::timestamptz
                      AND one.position <= $5::bigint
                    ORDER BY
                      one.position DESC
                    LIMIT
                      1
                  ) AS severity,
                  (
                    SELECT
                      one.urgency
                    FROM
                      case_facts_v4.classified AS one
                    WHERE
                      one.complaint_id = fact.complaint_id
                      AND one.occurred_at <= $4::timestamptz
                      AND one.position <= $5::bigint
                    ORDER BY
                      one.position DESC
                    LIMIT
                      1
                  ) AS urgency
              ) AS classified
            WHERE
              fact.occurred_at <= $4::timestamptz
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
