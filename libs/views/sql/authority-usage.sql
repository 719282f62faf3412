-- authority-usage, version 1: What was asked of whose authority, what came of it, how soon, and is anything kept just under an edge?
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
--   approvals_v2.round
--   approvals_v2.step

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
        count(*) FILTER (
          WHERE
            true
            AND (outcome = 'granted')
        )
      )::float8 AS m1,
      (
        count(*) FILTER (
          WHERE
            true
            AND (outcome = 'refused')
        )
      )::float8 AS m2,
      (
        count(*) FILTER (
          WHERE
            true
            AND (outcome = 'lapsed')
        )
      )::float8 AS m3,
      (
        count(*) FILTER (
          WHERE
            true
            AND (outcome = 'voided')
        )
      )::float8 AS m4,
      (
        count(*) FILTER (
          WHERE
            true
            AND (outcome = 'waiting')
        )
      )::float8 AS m5,
      (
        count(*) FILTER (
          WHERE
            true
            AND (outcome = 'needless')
        )
      )::float8 AS m6,
      (
        percentile_disc(0.5) WITHIN GROUP (
          ORDER BY
            minutes
        ) FILTER (
          WHERE
            true
            AND (outcome IN ('granted', 'refused'))
        )
      )::float8 AS m7,
      (
        sum(total) FILTER (
          WHERE
            true
            AND (true)
        )
      )::float8 AS m8,
      (
        count(*) FILTER (
          WHERE
            true
            AND (near_edge)
        )
      )::float8 AS m9,
      (
        count(*) FILTER (
          WHERE
            true
            AND (splits)
        )
      )::float8 AS m10
    FROM
      (
        SELECT
          fact.*,
          "currency" AS d0,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            WITH
              requested AS (
                SELECT
                  round.*,
                  floor(
                    extract(
                      epoch
                      FROM
                        done.answered_at - round.requested_at
                    ) / 60
                  ) AS minutes,
                  CASE
                    WHEN done.status IN ('voided', 'withdrawn') THEN 'voided'
                    WHEN done.status = 'spent' THEN 'granted'
                    WHEN done.status IN ('granted', 'refused') THEN done.status
                    WHEN done.status IS NULL
                    AND jsonb_array_length(round.required) = 0 THEN 'granted'
                    WHEN round.lapses_at <= $4::timestamptz THEN 'lapsed'
                    ELSE 'waiting'
                  END AS outcome
                FROM
                  approvals_v2.round
                  LEFT JOIN (
                    SELECT
                      complaint_id,
                      round,
                      (
                        array_agg(
                          step.status
                          ORDER BY
                            step.revision DESC
                        ) FILTER (
                          WHERE
                            step.status <> 'lapsed'
                        )
                      ) [1] AS status,
                      max(step.occurred_at) FILTER (
                        WHERE
                          step.kind = 'refused'
                          OR (
                            step.kind = 'signed'
                            AND step.status = 'granted'
                          )
                      ) AS answered_at
                    FROM
                      approvals_v2.step
                    WHERE
                      step.occurred_at <= $4::timestamptz
                      AND step.position <= $5::bigint
                      AND step.occurred_at >= $1::timestamptz
                    GROUP BY
                      complaint_id,
                      round
                  ) AS done USING (complaint_id, round)
                WHERE
                  round.requested_at <= $4::timestamptz
                  AND round.position <= $5::bigint
                  AND round.requested_at >= $1::timestamptz
                  AND round.requested_at < $2::timestamptz
              ),
              splitting AS (
                WITH
                  one AS (
                    SELECT
                      round.subject_id,
                      round.currency,
                      round.complaint_id,
                      round.round,
                      round.band_below,
                      round.total,
                      round.requested_at AS since,
                      least(
                        round.requested_at + interval '2160 hours' + interval '1 microsecond',
                        lead(round.requested_at) OVER (
                          PARTITION BY
                            round.complaint_id,
                            round.currency
                          ORDER BY
                            round.round
                        )
                      ) AS until
                    FROM
                      approvals_v2.round
                      JOIN (
                        SELECT
                          subject_id
                        FROM
                          approvals_v2.round
                        WHERE
                          round.requested_at <= $4::timestamptz
                          AND round.position <= $5::bigint
                          AND round.requested_at >= $1::timestamptz - interval '2160 hours'
                          AND round.requested_at < $2::timestamptz + interval '2160 hours'
                        GROUP BY
                          subject_id
                        HAVING
                          count(DISTINCT complaint_id) > 1
                      ) AS several USING (subject_id)
                    WHERE
                      round.requested_at <= $4::timestamptz
                      AND round.position <= $5::bigint
                      AND round.requested_at >= $1::timestamptz - interval '2160 hours'
                      AND round.requested_at < $2::timestamptz + interval '2160 hours'
                  ),
                  change AS (
                    SELECT
                      subject_id,
                      currency,
                      edge,
                      complaint_id,
                      round,
                      at,
                      sum(more) OVER (
                        PARTITION BY
                          subject_id,
                          currency,
                          edge
                        ORDER BY
                          at
                      ) AS together
                    FROM
                      one
                      JOIN (
                        SELECT DISTINCT
                          subject_id,
                          currency,
                          band_below AS edge
                        FROM
                          one
                      ) AS edges USING (subject_id, currency)
                      CROSS JOIN LATERAL (
                        VALUES
                          (since, total),
                          (until, - total)
                      ) AS change (at, more)
                    WHERE
                      band_below <= edge
                      AND since < until
                  ),
                  counted AS (
                    SELECT
                      complaint_id,
                      round,
                      edge,
                      count(*) FILTER (
                        WHERE
                          together >= edge
                      ) OVER (
                        PARTITION BY
                          subject_id,
                          currency,
                          edge
                        ORDER BY
                          at RANGE BETWEEN UNBOUNDED PRECEDING
                          AND interval '1 microsecond' PRECEDING
                      ) AS reached
                    FROM
                      change
                  )
                SELECT DISTINCT
                  complaint_id,
                  round
                FROM
                  counted
                GROUP BY
                  complaint_id,
                  round,
                  edge
                HAVING
                  max(reached) > min(reached)
              )
            SELECT
              round.complaint_id,
              round.position,
              round.requested_at AS occurred_at,
              round.band_from || '-' || coalesce(round.band_below::text, '') AS band,
              round.scope,
              round.unit,
              round.product,
              round.remedy,
              round.matrix_version::text AS "matrixVersion",
              round.currency,
              round.total,
              coalesce(round.total * 20 >= round.band_below * 19, false) AS near_edge,
              splitting.round IS NOT NULL AS splits,
              NULL AS role,
              NULL AS approver,
              '' AS part,
              round.outcome,
              round.minutes
            FROM
              requested AS round
              LEFT JOIN splitting USING (complaint_id, round)
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
        count(*) FILTER (
          WHERE
            true
            AND (acting_for IS NOT NULL)
        )
      )::float8 AS m1
    FROM
      (
        SELECT
          fact.*,
          "currency" AS d0,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            SELECT
              answer.complaint_id,
              answer.position,
              answer.occurred_at,
              round.band_from || '-' || coalesce(round.band_below::text, '') AS band,
              round.scope,
              round.unit,
              round.product,
              round.remedy,
              round.matrix_version::text AS "matrixVersion",
              round.currency,
              answer.role,
              answer.approver,
              answer.acting_for
            FROM
              approvals_v2.step AS answer
              JOIN approvals_v2.round AS round USING (complaint_id, round)
            WHERE
              answer.occurred_at <= $4::timestamptz
              AND answer.position <= $5::bigint
              AND answer.kind = 'signed'
              AND NOT EXISTS (
                SELECT
                FROM
                  approvals_v2.step AS recusal
                WHERE
                  recusal.complaint_id = answer.complaint_id
                  AND recusal.round = answer.round
                  AND recusal.occurred_at <= $4::timestamptz
                  AND recusal.position <= $5::bigint
                  AND recusal.kind = 'unsigned'
                  AND recusal.revision > answer.revision
                  AND recusal.approver IN (answer.approver, answer.acting_for)
              )
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
