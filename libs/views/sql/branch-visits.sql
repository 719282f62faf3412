-- branch-visits, version 1: How long did customers who came to a branch have to stay?
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
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.visited) AS visited

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
            AND (minutes IS NOT NULL)
        )
      )::float8 AS m1,
      (
        percentile_disc(0.5) WITHIN GROUP (
          ORDER BY
            minutes
        ) FILTER (
          WHERE
            true
            AND (true)
        )
      )::float8 AS m2,
      (
        percentile_disc(0.9) WITHIN GROUP (
          ORDER BY
            minutes
        ) FILTER (
          WHERE
            true
            AND (true)
        )
      )::float8 AS m3,
      (
        max(minutes) FILTER (
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
              visit.position,
              visit.at AS occurred_at,
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
              coalesce(visit.branch, fact.unit) AS branch,
              CASE
                WHEN visit.next_way = 'departed'
                AND visit.next_at >= visit.at THEN floor(
                  extract(
                    epoch
                    FROM
                      visit.next_at - visit.at
                  ) / 60
                )
              END AS minutes
            FROM
              (
                SELECT
                  complaint_id,
                  position,
                  at,
                  branch,
                  way,
                  lead(way) OVER case_ways AS next_way,
                  lead(at) OVER case_ways AS next_at
                FROM
                  (
                    SELECT
                      one.complaint_id,
                      one.position,
                      one.arrived_at AS at,
                      NULL::text AS branch,
                      'arrived' AS way,
                      0 AS n
                    FROM
                      case_facts_v4.received AS one
                    WHERE
                      one.arrived_at IS NOT NULL
                      AND one.known_from <= $5::bigint
                      AND (
                        one.known_until IS NULL
                        OR one.known_until > $5::bigint
                      )
                    UNION ALL
                    SELECT
                      one.complaint_id,
                      one.position,
                      one.departed_at,
                      NULL,
                      'departed',
                      1
                    FROM
                      case_facts_v4.received AS one
                    WHERE
                      one.departed_at IS NOT NULL
                      AND one.known_from <= $5::bigint
                      AND (
                        one.known_until IS NULL
                        OR one.known_until > $5::bigint
                      )
                    UNION ALL
                    SELECT
                      one.complaint_id,
                      one.position,
                      one.occurred_at,
                      one.branch,
                      one.way,
                      0
                    FROM
                      case_facts_v4.visited AS one
                    WHERE
                      one.known_from <= $5::bigint
                      AND (
                        one.known_until IS NULL
                        OR one.known_until > $5::bigint
                      )
                  ) AS way
                WHERE
                  at <= $4::timestamptz
                WINDOW
                  case_ways AS (
                    PARTITION BY
                      complaint_id
                    ORDER BY
                      position,
                      n
                  )
              ) AS visit
              JOIN case_facts_v4.received AS fact ON fact.complaint_id = visit.complaint_id
              AND fact.known_from <= $5::bigint
              AND (
                fact.known_until IS NULL
                OR fact.known_until > $5::bigint
              )
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
              visit.way = 'arrived'
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
