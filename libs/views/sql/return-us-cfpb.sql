-- return-us-cfpb, version 1: What would the CFPB publish: complaints by product, sub-product, issue and response, answered in time, disputed?
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
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.clock) AS clock
--   case_facts_v4.clock_step
--   (SELECT end_recorded_at AS recorded_at, end_position AS position FROM case_facts_v4.clock) AS clock_end
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.closed) AS closed
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.reopened) AS reopened
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.compensated) AS compensated
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.settled) AS settled
--   (SELECT recorded_at, known_from AS position FROM case_facts_v4.followed_up) AS followed_up
--   case_facts_v4.replied
--   returns_v1.imported

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
      d3,
      d4,
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
            AND (is_closed)
        )
      )::float8 AS m1,
      (
        count(*) FILTER (
          WHERE
            true
            AND (response = 'unmapped')
        )
      )::float8 AS m2,
      (
        count(*) FILTER (
          WHERE
            true
            AND ("timelyResponse" = 'yes')
        )
      )::float8 AS m3,
      (
        count(*) FILTER (
          WHERE
            true
            AND ("timelyResponse" = 'no')
        )
      )::float8 AS m4,
      (
        count(*) FILTER (
          WHERE
            true
            AND ("consumerDisputed" = 'yes')
        )
      )::float8 AS m5,
      (
        count(*) FILTER (
          WHERE
            true
            AND ("consumerDisputed" = 'no')
        )
      )::float8 AS m6
    FROM
      (
        SELECT
          fact.*,
          "product" AS d0,
          "subProduct" AS d1,
          "issue" AS d2,
          "response" AS d3,
          "unmapped" AS d4,
          date_trunc('month', occurred_at AT TIME ZONE $6::text) AS bucket
        FROM
          (
            WITH
              fact AS MATERIALIZED (
                SELECT
                  "complaint_id",
                  "position",
                  "occurred_at",
                  "timelyResponse",
                  "consumerDisputed",
                  "is_closed",
                  "product",
                  "sub_product",
                  "cause",
                  "category",
                  "response",
                  "standing"
                FROM
                  (
                    SELECT
                      *
                    FROM
                      (
                        WITH
                          of_period AS MATERIALIZED (
                            SELECT
                              complaint_id
                            FROM
                              (
                                SELECT
                                  *
                                FROM
                                  (
                                    SELECT
                                      *
                                    FROM
                                      case_facts_v4.received
                                  ) AS fact
                                WHERE
                                  occurred_at >= $3
                                  AND occurred_at < $2::timestamptz
                              ) AS one
                            WHERE
                              one.occurred_at <= $4::timestamptz
                              AND one.known_from <= $5::bigint
                              AND (
                                one.known_until IS NULL
                                OR one.known_until > $5::bigint
                              )
                          )
                        SELECT
                          fact.*,
                          imported.sub_product,
                          CASE
                            WHEN is_told THEN imported.response
                          END AS response,
                          CASE
                            WHEN is_told THEN NULL
                            WHEN NOT is_closed THEN 'open'
                            WHEN remedy.paid > 0 THEN 'closed-money'
                            WHEN remedy.ordered > 0 THEN 'closed-remedy'
                            WHEN reply.complaint_id IS NOT NULL THEN 'closed-replied'
                            ELSE 'closed'
                          END AS standing,
                          is_closed,
                          coalesce(
                            CASE lower(imported.timely)
                              WHEN 'yes' THEN 'yes'
                              WHEN 'no' THEN 'no'
                            END,
                            CASE
                              WHEN clock.state = 'in-time' THEN 'yes'
                              WHEN clock.state IN ('late', 'overdue', 'stopped-overdue') THEN 'no'
                            END
                          ) AS "timelyResponse",
                          coalesce(
                            CASE lower(imported.disputed)
                              WHEN 'yes' THEN 'yes'
                              WHEN 'no' THEN 'no'
                            END,
                            CASE
                              WHEN asked.is_dissatisfied THEN 'yes'
                              WHEN NOT asked.is_dissatisfied THEN 'no'
                            END
                          ) AS "consumerDisputed"
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
                          LEFT JOIN returns_v1.imported ON imported.complaint_id = fact.complaint_id
                          AND imported.position <= $5::bigint
                          LEFT JOIN (
                            SELECT
                              complaint_id,
                              max(position) FILTER (
                                WHERE
                                  occurred_at <= $4::timestamptz
                              ) AS at_cut,
                              max(position) AS ever
                            FROM
                              case_facts_v4.closed AS one
                            WHERE
                              one.known_from <= $5::bigint
                              AND (
                                one.known_until IS NULL
                                OR one.known_until > $5::bigint
                              )
                              AND one.complaint_id IN (
                                SELECT
                                  complaint_id
                                FROM
                                  of_period
                              )
                            GROUP BY
                              complaint_id
                          ) AS closing ON closing.complaint_id = fact.complaint_id
                          LEFT JOIN (
                            SELECT
                              complaint_id,
                              max(position) AS position
                            FROM
                              case_facts_v4.reopened AS one
                            WHERE
                              one.occurred_at <= $4::timestamptz
                              AND one.known_from <= $5::bigint
                              AND (
                                one.known_until IS NULL
                                OR one.known_until > $5::bigint
                              )
                              AND one.complaint_id IN (
                                SELECT
                                  complaint_id
                                FROM
                                  of_period
                              )
                            GROUP BY
                              complaint_id
                          ) AS reopening ON reopening.complaint_id = fact.complaint_id
                          LEFT JOIN (
                            SELECT
                              complaint_id,
                              sum(ordered) AS ordered,
                              sum(ordered) FILTER (
                                WHERE
                                  is_money
                              ) AS paid
                            FROM
                              (
                                SELECT
                                  complaint_id,
                                  1 AS ordered,
                                  (
                                    borne IS NOT NULL
                                    AND borne > 0
                                  ) AS is_money
                                FROM
                                  case_facts_v4.compensated AS one
                                WHERE
                                  one.occurred_at <= $4::timestamptz
                                  AND one.known_from <= $5::bigint
                                  AND (
                                    one.known_until IS NULL
                                    OR one.known_until > $5::bigint
                                  )
                                  AND one.complaint_id IN (
                                    SELECT
                                      complaint_id
                                    FROM
                                      of_period
                                  )
                                UNION ALL
                                SELECT
                                  complaint_id,
                                  -1,
                                  (
                                    borne IS NOT NULL
                                    AND borne > 0
                                  )
                                FROM
                                  case_facts_v4.settled AS one
                                WHERE
                                  how = 'cancelled'
                                  AND one.occurred_at <= $4::timestamptz
                                  AND one.known_from <= $5::bigint
                                  AND (
                                    one.known_until IS NULL
                                    OR one.known_until > $5::bigint
                                  )
                                  AND one.complaint_id IN (
                                    SELECT
                                      complaint_id
                                    FROM
                                      of_period
                                  )
                              ) AS each
                            GROUP BY
                              complaint_id
                          ) AS remedy ON remedy.complaint_id = fact.complaint_id
                          LEFT JOIN (
                            SELECT DISTINCT
                              complaint_id
                            FROM
                              case_facts_v4.replied AS one
                            WHERE
                              one.occurred_at <= $4::timestamptz
                              AND one.position <= $5::bigint
                              AND one.complaint_id IN (
                                SELECT
                                  complaint_id
                                FROM
                                  of_period
                              )
                          ) AS reply ON reply.complaint_id = fact.complaint_id
                          LEFT JOIN (
                            SELECT DISTINCT
                              ON (complaint_id) complaint_id,
                              state
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
                                  fact.position,
                                  fact.occurred_at
                                FROM
                                  case_facts_v4.clock AS fact
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
                                  fact.occurred_at <= $4::timestamptz
                                  AND fact.known_from <= $5::bigint
                                  AND (
                                    fact.known_until IS NULL
                                    OR fact.known_until > $5::bigint
                                  )
                              ) AS one
                            WHERE
                              clock = 'response'
                              AND one.complaint_id IN (
                                SELECT
                                  complaint_id
                                FROM
                                  of_period
                              )
                            ORDER BY
                              complaint_id,
                              position DESC
                          ) AS clock ON clock.complaint_id = fact.complaint_id
                          LEFT JOIN (
                            SELECT DISTINCT
                              ON (complaint_id) complaint_id,
                              coalesce(NOT solved, false)
                              OR coalesce(satisfaction <= 2, false) AS is_dissatisfied
                            FROM
                              case_facts_v4.followed_up AS one
                            WHERE
                              (
                                solved IS NOT NULL
                                OR satisfaction IS NOT NULL
                              )
                              AND one.occurred_at <= $4::timestamptz
                              AND one.known_from <= $5::bigint
                              AND (
                                one.known_until IS NULL
                                OR one.known_until > $5::bigint
                              )
                              AND one.complaint_id IN (
                                SELECT
                                  complaint_id
                                FROM
                                  of_period
                              )
                            ORDER BY
                              complaint_id,
                              position DESC
                          ) AS asked ON asked.complaint_id = fact.complaint_id
                          CROSS JOIN LATERAL (
                            SELECT
                              coalesce(closing.at_cut > coalesce(reopening.position, -1), false) AS is_closed
                            OFFSET
                              0
                          ) AS standing
                          CROSS JOIN LATERAL (
                            SELECT
                              imported.response IS NOT NULL
                              AND CASE
                                WHEN closing.ever IS NULL THEN true
                                ELSE is_closed
                                AND closing.at_cut < imported.position
                              END AS is_told
                            OFFSET
                              0
                          ) AS told
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
              fact."timelyResponse",
              fact."consumerDisputed",
              fact."is_closed",
              "in_product".category AS "product",
              "in_subProduct".category AS "subProduct",
              "in_issue".category AS "issue",
              "in_response".category AS "response",
              left(nullif(concat_ws('; ', "in_product".unfit, "in_subProduct".unfit, "in_issue".unfit, "in_response".unfit), ''), 200) AS unmapped
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
                            document #> '{returns,us-cfpb,lists,product,rules}'
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
                    WHEN category IS NULL THEN 'product: ' || coalesce(nullif(concat_ws(', ', 'product=' || nullif(code.k0, ''), 'subProduct=' || nullif(code.k1, '')), ''), 'no code')
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
              ) AS "in_product" ON "in_product".key = length(coalesce(fact.product, '')) || ':' || coalesce(fact.product, '') || coalesce(fact.sub_product, '')
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
                            document #> '{returns,us-cfpb,lists,subProduct,rules}'
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
                    WHEN category IS NULL THEN 'subProduct: ' || coalesce(nullif(concat_ws(', ', 'product=' || nullif(code.k0, ''), 'subProduct=' || nullif(code.k1, '')), ''), 'no code')
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
              ) AS "in_subProduct" ON "in_subProduct".key = length(coalesce(fact.product, '')) || ':' || coalesce(fact.product, '') || coalesce(fact.sub_product, '')
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
                            document #> '{returns,us-cfpb,lists,issue,rules}'
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
                    WHEN category IS NULL THEN 'issue: ' || coalesce(
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
              ) AS "in_issue" ON "in_issue".key = length(coalesce(fact.product, '')) || ':' || coalesce(fact.product, '') || length(coalesce(fact.cause, '')) || ':' || coalesce(fact.cause, '') || coalesce(fact.category, '')
              LEFT JOIN (
                WITH
                  rule AS MATERIALIZED (
                    SELECT
                      n,
                      said ->> 'to' AS category,
                      said #> '{when,responses}' AS among0,
                      said #> '{when,standings}' AS among1
                    FROM
                      jsonb_array_elements(
                        (
                          SELECT
                            document #> '{returns,us-cfpb,lists,response,rules}'
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
                    WHEN category IS NULL THEN 'response: ' || coalesce(nullif(concat_ws(', ', 'response=' || nullif(code.k0, ''), 'standing=' || nullif(code.k1, '')), ''), 'no code')
                  END AS unfit
                FROM
                  (
                    SELECT DISTINCT
                      coalesce(response, '') AS k0,
                      coalesce(standing, '') AS k1
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
              ) AS "in_response" ON "in_response".key = length(coalesce(fact.response, '')) || ':' || coalesce(fact.response, '') || coalesce(fact.standing, '')
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
      d2,
      d3,
      d4
  ) AS counted
LIMIT
  100001;
