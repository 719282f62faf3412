-- repeats, version 1: Who had to complain again: how many complaints are repeats, were reopened, merged or linked?
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
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.linked) AS linked

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
            AND (is_repeat)
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
              fact.complaint_id IN (
                WITH RECURSIVE
                  merger AS MATERIALIZED (
                    SELECT
                      complaint_id,
                      other
                    FROM
                      (
                        SELECT DISTINCT
                          ON (complaint_id) complaint_id,
                          how,
                          other
                        FROM
                          case_facts_v4.merged AS one
                        WHERE
                          one.occurred_at <= $4::timestamptz
                          AND one.known_from <= $5::bigint
                          AND (
                            one.known_until IS NULL
                            OR one.known_until > $5::bigint
                          )
                        ORDER BY
                          complaint_id,
                          position DESC
                      ) AS latest
                    WHERE
                      how = 'merged'
                  ),
                  goes_on AS (
                    SELECT
                      complaint_id,
                      other
                    FROM
                      merger
                    UNION
                    SELECT
                      goes_on.complaint_id,
                      merger.other
                    FROM
                      goes_on
                      JOIN merger ON merger.complaint_id = goes_on.other
                  ),
                  ending AS (
                    SELECT
                      other AS complaint_id
                    FROM
                      merger
                    EXCEPT
                    SELECT
                      complaint_id
                    FROM
                      merger
                  ),
                  family AS (
                    SELECT
                      complaint_id,
                      complaint_id::text AS head
                    FROM
                      ending
                    UNION ALL
                    SELECT
                      goes_on.complaint_id,
                      max(goes_on.other::text)
                    FROM
                      goes_on
                      JOIN (
                        SELECT
                          complaint_id
                        FROM
                          ending
                        UNION ALL
                        SELECT
                          complaint_id
                        FROM
                          goes_on
                        WHERE
                          complaint_id = other
                      ) AS last ON last.complaint_id = goes_on.other
                    GROUP BY
                      goes_on.complaint_id
                  ),
                  together AS (
                    SELECT
                      complaint_id,
                      members
                    FROM
                      family
                      JOIN (
                        SELECT
                          head,
                          array_agg(complaint_id) AS members
                        FROM
                          family
                        GROUP BY
                          head
                      ) AS all_of USING (head)
                  )
                SELECT
                  later.complaint_id
                FROM
                  case_facts_v4.complained AS later
                  LEFT JOIN together ON together.complaint_id = later.complaint_id
                WHERE
                  later.occurred_at <= $4::timestamptz
                  AND later.known_from <= $5::bigint
                  AND (
                    later.known_until IS NULL
                    OR later.known_until > $5::bigint
                  )
                  AND NOT later.anonymous
                  AND later.occurred_at >= $1::timestamptz
                  AND later.occurred_at < $2::timestamptz
                  AND EXISTS (
                    SELECT
                    FROM
                      case_facts_v4.complained AS earlier
                    WHERE
                      earlier.occurred_at <= $4::timestamptz
                      AND earlier.known_from <= $5::bigint
                      AND (
                        earlier.known_until IS NULL
                        OR earlier.known_until > $5::bigint
                      )
                      AND NOT earlier.anonymous
                      AND earlier.subject_id = later.subject_id
                      AND earlier.product = later.product
                      AND earlier.occurred_at >= later.occurred_at - interval '2160 hours'
                      AND (earlier.occurred_at, earlier.position) < (later.occurred_at, later.position)
                      AND earlier.complaint_id <> ALL (coalesce(together.members, '{}'))
                  )
              ) AS is_repeat
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
              urgency,
              fact.reason
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
              fact.reason,
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
            AND (
              how = 'linked'
              AND kind = 'repeat'
            )
        )
      )::float8 AS m0,
      (
        count(*) FILTER (
          WHERE
            true
            AND (
              how = 'linked'
              AND kind = 'joint'
            )
        )
      )::float8 AS m1,
      (
        count(*) FILTER (
          WHERE
            true
            AND (
              how = 'linked'
              AND kind = 'related'
            )
        )
      )::float8 AS m2,
      (
        count(*) FILTER (
          WHERE
            true
            AND (
              how = 'unlinked'
              AND kind <> 'merged'
            )
        )
      )::float8 AS m3
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
              fact.how,
              fact.kind
            FROM
              case_facts_v4.linked AS fact
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
