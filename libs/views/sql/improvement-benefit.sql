-- improvement-benefit, version 1: What did the improvements bring, in money?
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
--   improvements_v1.step

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
        count(DISTINCT improvement_id) FILTER (
          WHERE
            true
            AND (true)
        )
      )::float8 AS m1,
      (
        sum(amount) FILTER (
          WHERE
            true
            AND (true)
        )
      )::float8 AS m2
    FROM
      (
        SELECT
          fact.*,
          "currency" AS d0,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            SELECT
              raised.*,
              benefit.revision::text AS part,
              benefit.data -> 'amount' ->> 'currency' AS currency,
              (benefit.data -> 'amount' ->> 'amount')::numeric AS amount
            FROM
              (
                SELECT
                  raised.improvement_id,
                  raised.position,
                  raised.occurred_at,
                  raised.data ->> 'kind' AS kind,
                  raised.data ->> 'cause' AS cause,
                  coalesce(became.unit, raised.data ->> 'unit') AS unit,
                  became.owner,
                  became.verdict,
                  became.adopted_at,
                  became.done_at,
                  became.dropped_at,
                  became.due < ($4::timestamptz AT TIME ZONE $6::text)::date
                  AND became.done_at IS NULL
                  AND became.dropped_at IS NULL AS is_overdue
                FROM
                  improvements_v1.step AS raised
                  CROSS JOIN LATERAL (
                    SELECT
                      (
                        array_agg(
                          one.data ->> 'unit'
                          ORDER BY
                            one.revision DESC
                        ) FILTER (
                          WHERE
                            one.type = 'ImprovementPlanned'
                            AND one.data ->> 'unit' IS NOT NULL
                        )
                      ) [1] AS unit,
                      (
                        array_agg(
                          one.data ->> 'owner'
                          ORDER BY
                            one.revision DESC
                        ) FILTER (
                          WHERE
                            one.type = 'ImprovementPlanned'
                            AND one.data ->> 'owner' IS NOT NULL
                        )
                      ) [1] AS owner,
                      (
                        array_agg(
                          one.data ->> 'due'
                          ORDER BY
                            one.revision DESC
                        ) FILTER (
                          WHERE
                            one.type = 'ImprovementPlanned'
                            AND one.data ->> 'due' IS NOT NULL
                        )
                      ) [1]::date AS due,
                      min(one.occurred_at) FILTER (
                        WHERE
                          one.type = 'ImprovementAdopted'
                      ) AS adopted_at,
                      min(one.occurred_at) FILTER (
                        WHERE
                          one.type = 'ImprovementDone'
                      ) AS done_at,
                      min(one.occurred_at) FILTER (
                        WHERE
                          one.type = 'ImprovementDropped'
                      ) AS dropped_at,
                      (
                        array_agg(
                          one.data ->> 'verdict'
                          ORDER BY
                            one.revision DESC
                        ) FILTER (
                          WHERE
                            one.type = 'EffectivenessReviewed'
                        )
                      ) [1] AS verdict
                    FROM
                      improvements_v1.step AS one
                    WHERE
                      one.improvement_id = raised.improvement_id
                      AND one.occurred_at <= $4::timestamptz
                      AND one.position <= $5::bigint
                  ) AS became
                WHERE
                  raised.type = 'ImprovementRaised'
                  AND raised.occurred_at <= $4::timestamptz
                  AND raised.position <= $5::bigint
              ) AS raised
              JOIN improvements_v1.step AS benefit USING (improvement_id)
            WHERE
              benefit.type = 'BenefitRecorded'
              AND benefit.data ->> 'kind' = 'money'
              AND benefit.occurred_at <= $4::timestamptz
              AND benefit.position <= $5::bigint
          ) AS fact
        WHERE
          occurred_at >= $3
          AND occurred_at < $2::timestamptz
      ) AS fact
    GROUP BY
      bucket,
      d0
  ) AS counted
LIMIT
  100001;
