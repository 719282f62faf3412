-- escalation, version 2: How many complaints were escalated, where to, why, and how soon?
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
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.escalated) AS escalated
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.handed_back) AS handed_back
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.clock) AS clock
--   case_facts_v4.clock_step
--   (SELECT end_recorded_at AS recorded_at, end_position AS position FROM case_facts_v4.clock) AS clock_end

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
            AND (track = 'external')
        )
      )::float8 AS m1,
      (
        count(*) FILTER (
          WHERE
            true
            AND (trigger = 'deadline')
        )
      )::float8 AS m2,
      (
        count(*) FILTER (
          WHERE
            true
            AND (trigger = 'tipping-point')
        )
      )::float8 AS m3,
      (
        percentile_disc(0.5) WITHIN GROUP (
          ORDER BY
            minutes
        ) FILTER (
          WHERE
            true
            AND (true)
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
              category,
              severity,
              urgency,
              fact.reached,
              fact.reason,
              fact.track,
              fact.trigger,
              fact.minutes
            FROM
              case_facts_v4.escalated AS fact
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
      )::float8 AS m0
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
              category,
              severity,
              urgency,
              fact.reached,
              fact.reason
            FROM
              case_facts_v4.handed_back AS fact
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
            AND (is_escalated)
        )
      )::float8 AS m1
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
              category,
              severity,
              urgency,
              EXISTS (
                SELECT
                FROM
                  case_facts_v4.escalated AS one
                WHERE
                  one.complaint_id = fact.complaint_id
                  AND one.occurred_at <= $4::timestamptz
                  AND one.position <= $5::bigint
              ) AS is_escalated
            FROM
              case_facts_v4.received AS fact
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
            AND (
              is_warned
              AND state = 'in-time'
            )
        )
      )::float8 AS m1
    FROM
      (
        SELECT
          fact.*,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            SELECT
              fact.complaint_id,
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
              fact.rule AS clock,
              fact.pack,
              fact.responsible,
              CASE
                WHEN fact.statutory THEN 'statutory'
                ELSE 'own'
              END AS obligation,
              told.*,
              alert.position,
              alert.occurred_at
            FROM
              case_facts_v4.clock_step AS alert
              JOIN case_facts_v4.clock AS fact ON fact.complaint_id = alert.complaint_id
              AND fact.position = alert.set_position
              CROSS JOIN LATERAL (
                SELECT
                  CASE
                    WHEN fact.steps > 0 THEN (
                      SELECT
                        ARRAY[
                          (
                            array_agg(
                              one.due
                              ORDER BY
                                one.position DESC
                            ) FILTER (
                              WHERE
                                one.due IS NOT NULL
                            )
                          ) [1],
                          (
                            array_agg(
                              CASE one.how
                                WHEN 'paused' THEN one.occurred_at
                              END
                              ORDER BY
                                one.position DESC
                            ) FILTER (
                              WHERE
                                one.how <> 'warned'
                            )
                          ) [1],
                          min(one.occurred_at) FILTER (
                            WHERE
                              one.how = 'warned'
                          )
                        ]
                      FROM
                        case_facts_v4.clock_step AS one
                      WHERE
                        one.complaint_id = fact.complaint_id
                        AND one.set_position = fact.position
                        AND one.occurred_at <= $4::timestamptz
                        AND one.position <= $5::bigint
                    )
                  END AS times,
                  CASE
                    WHEN fact.steps > 0 THEN (
                      SELECT
                        ARRAY[
                          count(*) FILTER (
                            WHERE
                              one.how = 'extended'
                          ),
                          sum(one.minutes)::bigint
                        ]
                      FROM
                        case_facts_v4.clock_step AS one
                      WHERE
                        one.complaint_id = fact.complaint_id
                        AND one.set_position = fact.position
                        AND one.occurred_at <= $4::timestamptz
                        AND one.position <= $5::bigint
                    )
                  END AS counts
                OFFSET
                  0
              ) AS looked
              CROSS JOIN LATERAL (
                SELECT
                  times[1] AS due,
                  times[2] AS paused_at,
                  times[3] AS warned_at,
                  counts[1] AS extensions,
                  counts[2] AS paused_minutes
              ) AS step
              CROSS JOIN LATERAL (
                SELECT
                  coalesce(step.due, fact.due) AS due,
                  CASE
                    WHEN fact.end_position <= $5::bigint
                    AND fact.ended_at <= $4::timestamptz THEN fact.ended_at
                  END AS ended_at
              ) AS known
              CROSS JOIN LATERAL (
                SELECT
                  CASE
                    WHEN known.ended_at IS NULL THEN CASE
                      WHEN step.paused_at <= known.due THEN 'paused'
                      WHEN $4::timestamptz <= known.due THEN 'running'
                      ELSE 'overdue'
                    END
                    WHEN known.ended_at <= known.due
                    OR step.paused_at <= known.due THEN CASE fact.ended
                      WHEN 'met' THEN 'in-time'
                      ELSE 'stopped'
                    END
                    ELSE CASE fact.ended
                      WHEN 'met' THEN 'late'
                      ELSE 'stopped-overdue'
                    END
                  END AS state,
                  greatest(
                    floor(
                      extract(
                        epoch
                        FROM
                          known.ended_at - fact.started_at
                      ) / 60
                    ),
                    0
                  ) AS minutes,
                  coalesce(step.extensions, 0) AS extensions,
                  coalesce(step.warned_at <= coalesce(known.ended_at, 'infinity'), false) AS is_warned,
                  coalesce(step.paused_minutes, 0) + coalesce(
                    greatest(
                      floor(
                        extract(
                          epoch
                          FROM
                            coalesce(known.ended_at, $4::timestamptz) - step.paused_at
                        ) / 60
                      ),
                      0
                    ),
                    0
                  ) AS paused_minutes
                OFFSET
                  0
              ) AS told
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
              alert.how = 'warned'
              AND alert.occurred_at <= $4::timestamptz
              AND alert.position <= $5::bigint
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
