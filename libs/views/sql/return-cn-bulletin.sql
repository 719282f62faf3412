-- return-cn-bulletin, version 1: What does the bulletin of the Chinese financial regulator ask for: complaints by product, business and region, their change, and per exposure?
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
          occurred_at >= $1::timestamptz
      )::int AS facts,
      (
        count(*) FILTER (
          WHERE
            occurred_at >= $1::timestamptz
            AND (true)
        )
      )::float8 AS m0,
      (
        count(*) FILTER (
          WHERE
            true
            AND (true)
        )
      )::float8 AS w0
    FROM
      (
        SELECT
          fact.*,
          "productCategory" AS d0,
          "business" AS d1,
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
                  "cause",
                  "category"
                FROM
                  (
                    SELECT
                      *
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
                WHERE
                  $7::integer IS NOT NULL
              )
            SELECT
              fact."complaint_id",
              fact."position",
              fact."occurred_at",
              "in_productCategory".category AS "productCategory",
              "in_business".category AS "business",
              left(nullif(concat_ws('; ', "in_productCategory".unfit, "in_business".unfit), ''), 200) AS unmapped
            FROM
              fact
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,products}' AS among0
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,cn-bulletin,lists,productCategory,rules}'
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
                    WHEN category IS NULL THEN 'productCategory: ' || coalesce(nullif(concat_ws(', ', 'product=' || nullif(code.k0, '')), ''), 'no code')
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(product, '') AS k0
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
              ) AS "in_productCategory" ON "in_productCategory".key = coalesce(fact.product, '')
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,products}' AS among0,
                      said #> '{when,causes}' AS among1,
                      said #> '{when,categories}' AS among2
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,cn-bulletin,lists,business,rules}'
                          FROM
                            returns_v1.taxonomy
                          WHERE
                            version = $7::integer
                        )
                      ) WITH ORDINALITY AS rules (said, n)
                  )
                SELECT DISTINCT
                  ON (key) length(code.k0) || ':' || code.k0 || length(code.k1) || ':' || code.k1 || code.k2 AS key,
                  coalesce(category, 'unmapped') AS category,
                  CASE
                    WHEN category IS NULL THEN 'business: ' || coalesce(
                      nullif(
                        concat_ws(', ', 'product=' || nullif(code.k0, ''), 'cause=' || nullif(code.k1, ''), 'category=' || nullif(code.k2, '')),
                        ''
                      ),
                      'no code'
                    )
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(product, '') AS k0,
                      coalesce(cause, '') AS k1,
                      coalesce(category, '') AS k2
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
                      AND (
                        rule.among2 IS NULL
                        OR rule.among2 ? code.k2
                      )
                    ORDER BY
                      n
                    LIMIT
                      1
                  ) AS found ON true
              ) AS "in_business" ON "in_business".key = length(coalesce(fact.product, '')) || ':' || coalesce(fact.product, '') || length(coalesce(fact.cause, '')) || ':' || coalesce(fact.cause, '') || coalesce(fact.category, '')
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
  to_char(($1::timestamptz AT TIME ZONE $6::text), 'YYYY-MM-DD') AS
from
,
  to_char((($2::timestamptz - interval '1 microsecond') AT TIME ZONE $6::text) + interval '1 day', 'YYYY-MM-DD') AS to
WHERE
  $7::integer IS NOT NULL;
