-- backlog, version 1: How many complaints are open, for how long, and does the pile grow?
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
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.closed) AS closed
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.reopened) AS reopened
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.merged) AS merged

WITH
  asked AS (
    SELECT
      $1::timestamptz,
      $2::timestamptz,
      $3::timestamptz,
      $4::timestamptz,
      $5::bigint,
      $6::text
  ),
  moment AS MATERIALIZED (
    SELECT
      row_number() OVER (
        ORDER BY
          at
      )::int AS n,
      bucket,
      at
    FROM
      (
        SELECT
          start AS bucket,
          least(
            (
              CASE
                WHEN (((start + interval '1 month') - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') < ((start + interval '1 month') AT TIME ZONE $6::text)
                AND (
                  (((start + interval '1 month') - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') AT TIME ZONE $6::text
                ) = (start + interval '1 month')
                AND ((((start + interval '1 month') AT TIME ZONE $6::text) - interval '1 microsecond') AT TIME ZONE $6::text) >= (start + interval '1 month') THEN (((start + interval '1 month') - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours')
                ELSE ((start + interval '1 month') AT TIME ZONE $6::text)
              END
            ),
            least($2::timestamptz, $4::timestamptz + interval '1 microsecond')
          ) AS at
        FROM
          generate_series(timestamp '2026-01-01', timestamp '2026-12-01', interval '1 month') AS start
        WHERE
          greatest(
            (
              CASE
                WHEN (((start) - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') < ((start) AT TIME ZONE $6::text)
                AND ((((start) - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') AT TIME ZONE $6::text) = (start)
                AND ((((start) AT TIME ZONE $6::text) - interval '1 microsecond') AT TIME ZONE $6::text) >= (start) THEN (((start) - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours')
                ELSE ((start) AT TIME ZONE $6::text)
              END
            ),
            $1::timestamptz
          ) <= $4::timestamptz
      ) AS each
  ),
  moments AS MATERIALIZED (
    SELECT
      array_agg(
        at
        ORDER BY
          n
      ) AS ats
    FROM
      moment
  )
SELECT
  to_char(bucket, 'YYYY-MM-DD') AS label,
  counted.*
FROM
  (
    SELECT
      bucket,
      sum(facts)::int AS facts,
      sum(m0)::float8 AS m0,
      sum(m1)::float8 AS m1,
      sum(m2)::float8 AS m2,
      sum(m3)::float8 AS m3,
      sum(m4)::float8 AS m4,
      sum(m5)::float8 AS m5,
      sum(m6)::float8 AS m6,
      sum(m7)::float8 AS m7,
      floor(
        extract(
          epoch
          FROM
            max(at) - min(m8)
        ) / 60
      )::float8 AS m8
    FROM
      (
        SELECT
          first,
          last,
          count(*) AS facts,
          count(*) FILTER (
            WHERE
              true
          ) AS m0,
          count(*) FILTER (
            WHERE
              band = 0
          ) AS m1,
          count(*) FILTER (
            WHERE
              band = 1
          ) AS m2,
          count(*) FILTER (
            WHERE
              band = 2
          ) AS m3,
          count(*) FILTER (
            WHERE
              band = 3
          ) AS m4,
          count(*) FILTER (
            WHERE
              band = 4
          ) AS m5,
          count(*) FILTER (
            WHERE
              band = 5
          ) AS m6,
          count(*) FILTER (
            WHERE
              band = 6
          ) AS m7,
          min(received_at) FILTER (
            WHERE
              true
          ) AS m8
        FROM
          (
            SELECT
              *
            FROM
              (
                SELECT
                  fact.*,
                  width_bucket(
                    since,
                    (
                      SELECT
                        ats
                      FROM
                        moments
                    )
                  ) + 1 AS first,
                  (
                    SELECT
                      CASE
                        WHEN until IS NULL THEN cardinality(ats)
                        ELSE width_bucket(until, ats)
                      END
                    FROM
                      moments
                  ) AS last
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
                      fact.received_at,
                      part.band,
                      part.since,
                      part.until
                    FROM
                      case_facts_v4.backlog AS fact
                      CROSS JOIN LATERAL (
                        SELECT
                          band,
                          greatest(fact.occurred_at, fact.received_at + young) AS since,
                          least(
                            (
                              CASE
                                WHEN fact.end_position <= $5::bigint THEN fact.ended_at
                              END
                            ),
                            fact.received_at + old
                          ) AS until
                        FROM
                          (
                            VALUES
                              (0, interval '0 hours' - interval '1 microsecond', interval '24 hours' - interval '1 microsecond'),
                              (1, interval '24 hours' - interval '1 microsecond', interval '72 hours' - interval '1 microsecond'),
                              (2, interval '72 hours' - interval '1 microsecond', interval '168 hours' - interval '1 microsecond'),
                              (3, interval '168 hours' - interval '1 microsecond', interval '360 hours' - interval '1 microsecond'),
                              (4, interval '360 hours' - interval '1 microsecond', interval '720 hours' - interval '1 microsecond'),
                              (5, interval '720 hours' - interval '1 microsecond', interval '1440 hours' - interval '1 microsecond'),
                              (6, interval '1440 hours' - interval '1 microsecond', NULL::interval)
                          ) AS band (band, young, old)
                      ) AS part
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
                      fact.known_from <= $5::bigint
                      AND (
                        fact.known_until IS NULL
                        OR fact.known_until > $5::bigint
                      )
                      AND fact.occurred_at < $2::timestamptz
                      AND (
                        part.until IS NULL
                        OR part.until > part.since
                      )
                      AND width_bucket(
                        coalesce(
                          (
                            CASE
                              WHEN fact.end_position <= $5::bigint THEN fact.ended_at
                            END
                          ),
                          'infinity'
                        ),
                        (
                          SELECT
                            ats
                          FROM
                            moments
                        )
                      ) > width_bucket(
                        fact.occurred_at,
                        (
                          SELECT
                            ats
                          FROM
                            moments
                        )
                      )
                      AND (
                        fact.ended_at IS NULL
                        OR fact.ended_at >= $1::timestamptz
                        OR fact.end_position > $5::bigint
                      )
                  ) AS fact
                WHERE
                  since < least($2::timestamptz, $4::timestamptz + interval '1 microsecond')
                  AND (
                    until IS NULL
                    OR until >= $1::timestamptz
                  )
              ) AS fact
            WHERE
              first <= last
          ) AS fact
        GROUP BY
          first,
          last
      ) AS alike
      CROSS JOIN LATERAL generate_series(first, last) AS n
      JOIN moment USING (n)
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
  ),
  moment AS MATERIALIZED (
    SELECT
      row_number() OVER (
        ORDER BY
          at
      )::int AS n,
      bucket,
      at
    FROM
      (
        SELECT
          start AS bucket,
          least(
            (
              CASE
                WHEN (((start + interval '1 month') - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') < ((start + interval '1 month') AT TIME ZONE $6::text)
                AND (
                  (((start + interval '1 month') - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') AT TIME ZONE $6::text
                ) = (start + interval '1 month')
                AND ((((start + interval '1 month') AT TIME ZONE $6::text) - interval '1 microsecond') AT TIME ZONE $6::text) >= (start + interval '1 month') THEN (((start + interval '1 month') - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours')
                ELSE ((start + interval '1 month') AT TIME ZONE $6::text)
              END
            ),
            least($2::timestamptz, $4::timestamptz + interval '1 microsecond')
          ) AS at
        FROM
          generate_series(timestamp '2026-01-01', timestamp '2026-12-01', interval '1 month') AS start
        WHERE
          greatest(
            (
              CASE
                WHEN (((start) - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') < ((start) AT TIME ZONE $6::text)
                AND ((((start) - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') AT TIME ZONE $6::text) = (start)
                AND ((((start) AT TIME ZONE $6::text) - interval '1 microsecond') AT TIME ZONE $6::text) >= (start) THEN (((start) - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours')
                ELSE ((start) AT TIME ZONE $6::text)
              END
            ),
            $1::timestamptz
          ) <= $4::timestamptz
      ) AS each
  ),
  moments AS MATERIALIZED (
    SELECT
      array_agg(
        at
        ORDER BY
          n
      ) AS ats
    FROM
      moment
  )
SELECT
  to_char(bucket, 'YYYY-MM-DD') AS label
FROM
  moment
ORDER BY
  n DESC
LIMIT
  1;

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
              urgency
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
              urgency
            FROM
              case_facts_v4.closed AS fact
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
              urgency
            FROM
              case_facts_v4.reopened AS fact
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
            AND (how = 'merged')
        )
      )::float8 AS m0,
      (
        count(*) FILTER (
          WHERE
            true
            AND (how = 'unmerged')
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
              fact.how
            FROM
              case_facts_v4.merged AS fact
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
