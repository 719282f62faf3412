-- trend-alerts, version 1: Where do complaints rise, or fall off a cliff, by more than chance, and do exposure and quality say otherwise?
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
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.followed_up) AS followed_up
--   improvements_v1.exposure

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
  given AS (
    SELECT
      $1::timestamptz AT TIME ZONE $6::text AS
    begin,
    $2::timestamptz AT TIME ZONE $6::text AS finish,
    $7::date::timestamp AS first,
    $8::date::timestamp AS last
  ),
  edge AS (
    SELECT
      (
        CASE
          WHEN n * interval '1 month' > first - timestamp '0001-01-01' THEN timestamp '0001-01-01'
          ELSE first - n * interval '1 month'
        END
      ) AS at
    FROM
      given,
      generate_series(1, $9::int) AS n
    UNION ALL
    SELECT
      generate_series(first, last + interval '1 month', interval '1 month')
    FROM
      given
  )
SELECT
  (
    CASE
      WHEN (((at) - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') < ((at) AT TIME ZONE $6::text)
      AND ((((at) - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours') AT TIME ZONE $6::text) = (at)
      AND ((((at) AT TIME ZONE $6::text) - interval '1 microsecond') AT TIME ZONE $6::text) >= (at) THEN (((at) - interval '24 hours') AT TIME ZONE $6::text + interval '24 hours')
      ELSE ((at) AT TIME ZONE $6::text)
    END
  ) AS instant,
  to_char(at, 'YYYY-MM-DD') AS day,
  round(
    extract(
      epoch
      FROM
        at - timestamp '2000-01-01'
    ) * 1000
  )::float8 AS ms
FROM
  edge
ORDER BY
  at;

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
  to_char(local, 'YYYY-MM-DD') AS day,
  round(
    extract(
      epoch
      FROM
        local - timestamp '2000-01-01'
    ) * 1000
  )::float8 AS ms
FROM
  (
    SELECT
      fact.occurred_at AT TIME ZONE $6::text AS local
    FROM
      case_facts_v4.received AS fact
    WHERE
      fact.occurred_at <= $4::timestamptz
      AND fact.known_from <= $5::bigint
      AND (
        fact.known_until IS NULL
        OR fact.known_until > $5::bigint
      )
    ORDER BY
      fact.occurred_at
    LIMIT
      1
  ) AS first;

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
  d0,
  d1,
  n,
  sum(is_received)::int AS whole,
  sum(is_within)::int AS within,
  sum(on_merits)::int AS "onMerits",
  sum(upheld)::int AS upheld,
  sum(marks)::int AS marks,
  sum(mark_sum)::int AS "markSum"
FROM
  (
    SELECT
      "cause" AS d0,
      "unit" AS d1,
      width_bucket(occurred_at, $7::timestamptz[]) AS n,
      1 AS is_received,
      (occurred_at >= $1)::int AS is_within,
      0 AS on_merits,
      0 AS upheld,
      0 AS marks,
      0 AS mark_sum
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
      AND occurred_at < $2
    UNION ALL
    SELECT
      "cause" AS d0,
      "unit" AS d1,
      width_bucket(occurred_at, $7::timestamptz[]) AS n,
      0 AS is_received,
      0 AS is_within,
      (outcome IN ('upheld', 'partly', 'rejected', 'goodwill'))::int AS on_merits,
      (outcome IN ('upheld', 'partly'))::int AS upheld,
      0 AS marks,
      0 AS mark_sum
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
          fact.outcome
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
      AND occurred_at < $2
    UNION ALL
    SELECT
      "cause" AS d0,
      "unit" AS d1,
      width_bucket(occurred_at, $7::timestamptz[]) AS n,
      0 AS is_received,
      0 AS is_within,
      0 AS on_merits,
      0 AS upheld,
      (satisfaction IS NOT NULL)::int AS marks,
      coalesce(satisfaction, 0) AS mark_sum
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
          fact.satisfaction
        FROM
          case_facts_v4.followed_up AS fact
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
      AND occurred_at < $2
  ) AS happened
GROUP BY
  d0,
  d1,
  n
ORDER BY
  d0 COLLATE "C" NULLS LAST,
  d1 COLLATE "C" NULLS LAST,
  n;

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
  unit,
  product,
  to_char(first_day, 'YYYY-MM-DD') AS "firstDay",
  to_char(last_day, 'YYYY-MM-DD') AS "lastDay",
  position,
  policies,
  customers,
  orders
FROM
  improvements_v1.exposure
WHERE
  last_day >= $7::date
  AND first_day <= $8::date
  AND position <= $5::bigint;
