-- return-uk-disp, version 1: What does the complaints return of the FCA ask for: opened, closed and how soon, upheld, redress paid?
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
--   returns_v1.taxonomy
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.received) AS received
--   case_facts_v4.corrected
--   case_facts_v4.classified
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.closed) AS closed
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.settled) AS settled

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
      d2,
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
          "productGroup" AS d0,
          "complaintCause" AS d1,
          "unmapped" AS d2,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            WITH
              fact AS MATERIALIZED (
                SELECT
                  "complaint_id",
                  "position",
                  "occurred_at",
                  "product",
                  "sub_product",
                  "cause",
                  "category"
                FROM
                  (
                    SELECT
                      *
                    FROM
                      (
                        SELECT
                          fact.*,
                          NULL::text AS sub_product
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
                      ) AS fact
                    WHERE
                      occurred_at >= $3
                      AND occurred_at < $2::timestamptz
                  ) AS fact
                WHERE
                  $7::integer IS NOT NULL
              )
            SELECT
              fact."complaint_id",
              fact."position",
              fact."occurred_at",
              "in_productGroup".category AS "productGroup",
              "in_complaintCause".category AS "complaintCause",
              left(nullif(concat_ws('; ', "in_productGroup".unfit, "in_complaintCause".unfit), ''), 200) AS unmapped
            FROM
              fact
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,products}' AS among0,
                      said #> '{when,subProducts}' AS among1
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,uk-disp,lists,productGroup,rules}'
                          FROM
                            returns_v1.taxonomy
                          WHERE
                            version = $7::integer
                        )
                      ) WITH ORDINALITY AS rules (said, n)
                  )
                SELECT DISTINCT
                  ON (key) length(code.k0) || ':' || code.k0 || code.k1 AS key,
                  coalesce(category, 'unmapped') AS category,
                  CASE
                    WHEN category IS NULL THEN 'productGroup: ' || coalesce(nullif(concat_ws(', ', 'product=' || nullif(code.k0, ''), 'subProduct=' || nullif(code.k1, '')), ''), 'no code')
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(product, '') AS k0,
                      coalesce(sub_product, '') AS k1
                    FROM
                      fact
                  ) AS code
                  LEFT JOIN LATERAL (
                    SELECT
                      category
                    FROM
                      rule
                    WHERE
                      (
                        rule.among0 IS NULL
                        OR rule.among0 ? code.k0
                      )
                      AND (
                        rule.among1 IS NULL
                        OR rule.among1 ? code.k1
                      )
                    ORDER BY
                      n
                    LIMIT
                      1
                  ) AS found ON true
              ) AS "in_productGroup" ON "in_productGroup".key = length(coalesce(fact.product, '')) || ':' || coalesce(fact.product, '') || coalesce(fact.sub_product, '')
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,causes}' AS among0,
                      said #> '{when,categories}' AS among1
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,uk-disp,lists,complaintCause,rules}'
                          FROM
                            returns_v1.taxonomy
                          WHERE
                            version = $7::integer
                        )
                      ) WITH ORDINALITY AS rules (said, n)
                  )
                SELECT DISTINCT
                  ON (key) length(code.k0) || ':' || code.k0 || code.k1 AS key,
                  coalesce(category, 'unmapped') AS category,
                  CASE
                    WHEN category IS NULL THEN 'complaintCause: ' || coalesce(nullif(concat_ws(', ', 'cause=' || nullif(code.k0, ''), 'category=' || nullif(code.k1, '')), ''), 'no code')
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(cause, '') AS k0,
                      coalesce(category, '') AS k1
                    FROM
                      fact
                  ) AS code
                  LEFT JOIN LATERAL (
                    SELECT
                      category
                    FROM
                      rule
                    WHERE
                      (
                        rule.among0 IS NULL
                        OR rule.among0 ? code.k0
                      )
                      AND (
                        rule.among1 IS NULL
                        OR rule.among1 ? code.k1
                      )
                    ORDER BY
                      n
                    LIMIT
                      1
                  ) AS found ON true
              ) AS "in_complaintCause" ON "in_complaintCause".key = length(coalesce(fact.cause, '')) || ':' || coalesce(fact.cause, '') || coalesce(fact.category, '')
            OFFSET
              0
          ) AS fact
        WHERE
          occurred_at >= $3
          AND occurred_at < $2::timestamptz
      ) AS fact
    GROUP BY
      bucket,
      d0,
      d1,
      d2
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
      d1,
      d2,
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
            AND (is_quick)
        )
      )::float8 AS m1,
      (
        count(*) FILTER (
          WHERE
            true
            AND (
              NOT is_quick
              AND minutes < 56 * 1440
            )
        )
      )::float8 AS m2,
      (
        count(*) FILTER (
          WHERE
            true
            AND (
              NOT is_quick
              AND NOT minutes < 56 * 1440
            )
        )
      )::float8 AS m3,
      (
        count(*) FILTER (
          WHERE
            true
            AND (closing > 1)
        )
      )::float8 AS m4,
      (
        count(*) FILTER (
          WHERE
            true
            AND (decision = 'upheld')
        )
      )::float8 AS m5,
      (
        count(*) FILTER (
          WHERE
            true
            AND (decision = 'not-upheld')
        )
      )::float8 AS m6,
      (
        count(*) FILTER (
          WHERE
            true
            AND (decision NOT IN ('upheld', 'not-upheld'))
        )
      )::float8 AS m7
    FROM
      (
        SELECT
          fact.*,
          "productGroup" AS d0,
          "complaintCause" AS d1,
          "unmapped" AS d2,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            WITH
              fact AS MATERIALIZED (
                SELECT
                  "complaint_id",
                  "position",
                  "occurred_at",
                  "minutes",
                  "closing",
                  "is_quick",
                  "product",
                  "sub_product",
                  "cause",
                  "category",
                  "outcome"
                FROM
                  (
                    SELECT
                      *
                    FROM
                      (
                        SELECT
                          fact.*,
                          NULL::text AS sub_product
                        FROM
                          (
                            SELECT
                              fact.*,
                              fact.minutes < 44640
                              AND ((closed_on - date '1900-01-01') / 7 * 5 + least((closed_on - date '1900-01-01') % 7, 5)) - (((received_on + 1) - date '1900-01-01') / 7 * 5 + least(((received_on + 1) - date '1900-01-01') % 7, 5)) - width_bucket(closed_on - 1, holidays) + width_bucket(received_on, holidays) < 3 AS is_quick
                            FROM
                              (
                                SELECT
                                  fact.*,
                                  CASE
                                    WHEN ((fact.occurred_at - (fact.minutes) * interval '1 minute') AT TIME ZONE $6::text)::date = ((fact.occurred_at - (fact.minutes + 1) * interval '1 minute') AT TIME ZONE $6::text)::date THEN ((fact.occurred_at - (fact.minutes) * interval '1 minute') AT TIME ZONE $6::text)::date
                                    ELSE (
                                      (
                                        SELECT
                                          one.occurred_at
                                        FROM
                                          case_facts_v4.received AS one
                                        WHERE
                                          one.complaint_id = fact.complaint_id
                                          AND one.correction = 0
                                      ) AT TIME ZONE $6::text
                                    )::date
                                  END AS received_on,
                                  ((fact.occurred_at) AT TIME ZONE $6::text)::date AS closed_on,
                                  (
                                    SELECT
                                      ARRAY(
                                        SELECT
                                          day::date
                                        FROM
                                          jsonb_array_elements_text(
                                            (
                                              SELECT
                                                document #> '{returns,uk-disp,holidays}'
                                              FROM
                                                returns_v1.taxonomy
                                              WHERE
                                                version = $7::integer
                                            )
                                          ) AS day
                                        WHERE
                                          extract(
                                            isodow
                                            FROM
                                              day::date
                                          ) < 6
                                        UNION
                                        SELECT
                                          'infinity'
                                        ORDER BY
                                          1
                                      )
                                  ) AS holidays
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
                                      fact.outcome,
                                      fact.minutes,
                                      fact.closing
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
                              ) AS fact
                          ) AS fact
                      ) AS fact
                    WHERE
                      occurred_at >= $3
                      AND occurred_at < $2::timestamptz
                  ) AS fact
                WHERE
                  $7::integer IS NOT NULL
              )
            SELECT
              fact."complaint_id",
              fact."position",
              fact."occurred_at",
              fact."minutes",
              fact."closing",
              fact."is_quick",
              "in_productGroup".category AS "productGroup",
              "in_complaintCause".category AS "complaintCause",
              "in_decision".category AS "decision",
              left(nullif(concat_ws('; ', "in_productGroup".unfit, "in_complaintCause".unfit), ''), 200) AS unmapped
            FROM
              fact
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,products}' AS among0,
                      said #> '{when,subProducts}' AS among1
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,uk-disp,lists,productGroup,rules}'
                          FROM
                            returns_v1.taxonomy
                          WHERE
                            version = $7::integer
                        )
                      ) WITH ORDINALITY AS rules (said, n)
                  )
                SELECT DISTINCT
                  ON (key) length(code.k0) || ':' || code.k0 || code.k1 AS key,
                  coalesce(category, 'unmapped') AS category,
                  CASE
                    WHEN category IS NULL THEN 'productGroup: ' || coalesce(nullif(concat_ws(', ', 'product=' || nullif(code.k0, ''), 'subProduct=' || nullif(code.k1, '')), ''), 'no code')
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(product, '') AS k0,
                      coalesce(sub_product, '') AS k1
                    FROM
                      fact
                  ) AS code
                  LEFT JOIN LATERAL (
                    SELECT
                      category
                    FROM
                      rule
                    WHERE
                      (
                        rule.among0 IS NULL
                        OR rule.among0 ? code.k0
                      )
                      AND (
                        rule.among1 IS NULL
                        OR rule.among1 ? code.k1
                      )
                    ORDER BY
                      n
                    LIMIT
                      1
                  ) AS found ON true
              ) AS "in_productGroup" ON "in_productGroup".key = length(coalesce(fact.product, '')) || ':' || coalesce(fact.product, '') || coalesce(fact.sub_product, '')
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,causes}' AS among0,
                      said #> '{when,categories}' AS among1
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,uk-disp,lists,complaintCause,rules}'
                          FROM
                            returns_v1.taxonomy
                          WHERE
                            version = $7::integer
                        )
                      ) WITH ORDINALITY AS rules (said, n)
                  )
                SELECT DISTINCT
                  ON (key) length(code.k0) || ':' || code.k0 || code.k1 AS key,
                  coalesce(category, 'unmapped') AS category,
                  CASE
                    WHEN category IS NULL THEN 'complaintCause: ' || coalesce(nullif(concat_ws(', ', 'cause=' || nullif(code.k0, ''), 'category=' || nullif(code.k1, '')), ''), 'no code')
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(cause, '') AS k0,
                      coalesce(category, '') AS k1
                    FROM
                      fact
                  ) AS code
                  LEFT JOIN LATERAL (
                    SELECT
                      category
                    FROM
                      rule
                    WHERE
                      (
                        rule.among0 IS NULL
                        OR rule.among0 ? code.k0
                      )
                      AND (
                        rule.among1 IS NULL
                        OR rule.among1 ? code.k1
                      )
                    ORDER BY
                      n
                    LIMIT
                      1
                  ) AS found ON true
              ) AS "in_complaintCause" ON "in_complaintCause".key = length(coalesce(fact.cause, '')) || ':' || coalesce(fact.cause, '') || coalesce(fact.category, '')
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,outcomes}' AS among0
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,uk-disp,lists,decision,rules}'
                          FROM
                            returns_v1.taxonomy
                          WHERE
                            version = $7::integer
                        )
                      ) WITH ORDINALITY AS rules (said, n)
                  )
                SELECT DISTINCT
                  ON (key) code.k0 AS key,
                  coalesce(category, 'unmapped') AS category,
                  CASE
                    WHEN category IS NULL THEN 'decision: ' || coalesce(nullif(concat_ws(', ', 'outcome=' || nullif(code.k0, '')), ''), 'no code')
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(outcome, '') AS k0
                    FROM
                      fact
                  ) AS code
                  LEFT JOIN LATERAL (
                    SELECT
                      category
                    FROM
                      rule
                    WHERE
                      (
                        rule.among0 IS NULL
                        OR rule.among0 ? code.k0
                      )
                    ORDER BY
                      n
                    LIMIT
                      1
                  ) AS found ON true
              ) AS "in_decision" ON "in_decision".key = coalesce(fact.outcome, '')
            OFFSET
              0
          ) AS fact
        WHERE
          occurred_at >= $3
          AND occurred_at < $2::timestamptz
      ) AS fact
    GROUP BY
      bucket,
      d0,
      d1,
      d2
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
      d1,
      d2,
      count(*) FILTER (
        WHERE
          true
      )::int AS facts,
      (
        count(*) FILTER (
          WHERE
            true
            AND (is_counted)
        )
      )::float8 AS m0,
      (
        sum(borne) FILTER (
          WHERE
            true
            AND (is_counted)
        )
      )::float8 AS m1,
      (
        count(*) FILTER (
          WHERE
            true
            AND (NOT is_counted)
        )
      )::float8 AS m2
    FROM
      (
        SELECT
          fact.*,
          "productGroup" AS d0,
          "complaintCause" AS d1,
          "unmapped" AS d2,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            WITH
              fact AS MATERIALIZED (
                SELECT
                  "complaint_id",
                  "position",
                  "occurred_at",
                  "borne",
                  "is_counted",
                  "product",
                  "sub_product",
                  "cause",
                  "category"
                FROM
                  (
                    SELECT
                      *
                    FROM
                      (
                        SELECT
                          fact.*,
                          NULL::text AS sub_product
                        FROM
                          (
                            SELECT
                              fact.*,
                              coalesce(
                                borne IS NOT NULL
                                AND currency = (
                                  SELECT
                                    document #> '{returns,uk-disp,currency}'
                                  FROM
                                    returns_v1.taxonomy
                                  WHERE
                                    version = $7::integer
                                ) #>> '{}',
                                false
                              ) AS is_counted
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
                                  fact.borne,
                                  fact.currency
                                FROM
                                  case_facts_v4.settled AS fact
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
                              how = 'fulfilled'
                          ) AS fact
                      ) AS fact
                    WHERE
                      occurred_at >= $3
                      AND occurred_at < $2::timestamptz
                  ) AS fact
                WHERE
                  $7::integer IS NOT NULL
              )
            SELECT
              fact."complaint_id",
              fact."position",
              fact."occurred_at",
              fact."borne",
              fact."is_counted",
              "in_productGroup".category AS "productGroup",
              "in_complaintCause".category AS "complaintCause",
              left(nullif(concat_ws('; ', "in_productGroup".unfit, "in_complaintCause".unfit), ''), 200) AS unmapped
            FROM
              fact
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,products}' AS among0,
                      said #> '{when,subProducts}' AS among1
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,uk-disp,lists,productGroup,rules}'
                          FROM
                            returns_v1.taxonomy
                          WHERE
                            version = $7::integer
                        )
                      ) WITH ORDINALITY AS rules (said, n)
                  )
                SELECT DISTINCT
                  ON (key) length(code.k0) || ':' || code.k0 || code.k1 AS key,
                  coalesce(category, 'unmapped') AS category,
                  CASE
                    WHEN category IS NULL THEN 'productGroup: ' || coalesce(nullif(concat_ws(', ', 'product=' || nullif(code.k0, ''), 'subProduct=' || nullif(code.k1, '')), ''), 'no code')
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(product, '') AS k0,
                      coalesce(sub_product, '') AS k1
                    FROM
                      fact
                  ) AS code
                  LEFT JOIN LATERAL (
                    SELECT
                      category
                    FROM
                      rule
                    WHERE
                      (
                        rule.among0 IS NULL
                        OR rule.among0 ? code.k0
                      )
                      AND (
                        rule.among1 IS NULL
                        OR rule.among1 ? code.k1
                      )
                    ORDER BY
                      n
                    LIMIT
                      1
                  ) AS found ON true
              ) AS "in_productGroup" ON "in_productGroup".key = length(coalesce(fact.product, '')) || ':' || coalesce(fact.product, '') || coalesce(fact.sub_product, '')
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,causes}' AS among0,
                      said #> '{when,categories}' AS among1
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,uk-disp,lists,complaintCause,rules}'
                          FROM
                            returns_v1.taxonomy
                          WHERE
                            version = $7::integer
                        )
                      ) WITH ORDINALITY AS rules (said, n)
                  )
                SELECT DISTINCT
                  ON (key) length(code.k0) || ':' || code.k0 || code.k1 AS key,
                  coalesce(category, 'unmapped') AS category,
                  CASE
                    WHEN category IS NULL THEN 'complaintCause: ' || coalesce(nullif(concat_ws(', ', 'cause=' || nullif(code.k0, ''), 'category=' || nullif(code.k1, '')), ''), 'no code')
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(cause, '') AS k0,
                      coalesce(category, '') AS k1
                    FROM
                      fact
                  ) AS code
                  LEFT JOIN LATERAL (
                    SELECT
                      category
                    FROM
                      rule
                    WHERE
                      (
                        rule.among0 IS NULL
                        OR rule.among0 ? code.k0
                      )
                      AND (
                        rule.among1 IS NULL
                        OR rule.among1 ? code.k1
                      )
                    ORDER BY
                      n
                    LIMIT
                      1
                  ) AS found ON true
              ) AS "in_complaintCause" ON "in_complaintCause".key = length(coalesce(fact.cause, '')) || ':' || coalesce(fact.cause, '') || coalesce(fact.category, '')
            OFFSET
              0
          ) AS fact
        WHERE
          occurred_at >= $3
          AND occurred_at < $2::timestamptz
      ) AS fact
    GROUP BY
      bucket,
      d0,
      d1,
      d2
  ) AS counted
LIMIT
  100001;
