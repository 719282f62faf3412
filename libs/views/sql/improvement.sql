-- improvement, version 1: What was done so that it does not happen again, how soon, and did it help?
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
            AND (adopted_at IS NOT NULL)
        )
      )::float8 AS m1,
      (
        count(*) FILTER (
          WHERE
            true
            AND (done_at IS NOT NULL)
        )
      )::float8 AS m2,
      (
        count(*) FILTER (
          WHERE
            true
            AND (dropped_at IS NOT NULL)
        )
      )::float8 AS m3,
      (
        count(*) FILTER (
          WHERE
            true
            AND (is_overdue)
        )
      )::float8 AS m4,
      (
        percentile_disc(0.5) WITHIN GROUP (
          ORDER BY
            floor(
              extract(
                epoch
                FROM
                  adopted_at - occurred_at
              ) / 60
            )
        ) FILTER (
          WHERE
            true
            AND (adopted_at IS NOT NULL)
        )
      )::float8 AS m5,
      (
        percentile_disc(0.5) WITHIN GROUP (
          ORDER BY
            floor(
              extract(
                epoch
                FROM
                  done_at - adopted_at
              ) / 60
            )
        ) FILTER (
          WHERE
            true
            AND (done_at IS NOT NULL)
        )
      )::float8 AS m6,
      (
        count(*) FILTER (
          WHERE
            true
            AND (verdict IS NOT NULL)
        )
      )::float8 AS m7,
      (
        count(*) FILTER (
          WHERE
            true
            AND (verdict = 'fallen')
        )
      )::float8 AS m8,
      (
        count(*) FILTER (
          WHERE
            true
            AND (verdict = 'same')
        )
      )::float8 AS m9,
      (
        count(*) FILTER (
          WHERE
            true
            AND (verdict = 'risen')
        )
      )::float8 AS m10
    FROM
      (
        SELECT
          fact.*,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
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
