// Generated from the API's description by `npm run client`: not to be edited.
export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 503 if the database, the event store, a view or an automation is not in order; the answer names each. */
        get: operations["health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in the Prometheus text format: requests by route and status, how far views and automations are behind. */
        get: operations["metrics_scrape"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One page of rounds of approval, those that lapse soonest first, with what signing them means. Everybody may ask what waits for their own
         *     signature (`mine`); what waits for others, those who oversee approvals. As `text/event-stream` the first page, each time that it is another.
         */
        get: operations["approvals_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An export bundle (docs/bundles.md): the complaints that the filters of the list leave, or those named, with their events as they are stored,
         *     checkpoints, keys, every version of every policy, and pages to read. A zip that is made while it is sent; cut off, it is no zip.
         */
        get: operations["bundles_bundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/complaints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The case as it stood at a revision, at an instant of business time, or as it was known at a recorded instant. */
        get: operations["auditReplay_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/complaints/{id}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What differs in the case between two moments, and the events between them with their why. */
        get: operations["auditReplay_difference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/complaints/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each event with what it changed and why: who and for whom, by which command and rule, under which versions, caused by what. */
        get: operations["auditReplay_why"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of reads, the latest first. */
        get: operations["auditReads_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/reads/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many reads there were, by reader, purpose, kind of thing that was read, or day; the most first. */
        get: operations["auditReads_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/streams/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whatever else is on record: policies, matrix and delegations, improvements, incidents, measurements, erasures, reads. */
        get: operations["auditReplay_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/authority-matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The matrix in force, now or at an instant. */
        get: operations["authorityMatrix_inForce"];
        put?: never;
        /** Publishes a matrix under the next version. */
        post: operations["authorityMatrix_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/authority-matrix/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who would have to sign, and why; nothing is recorded. */
        post: operations["authorityMatrix_evaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/authority-matrix/retirements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a version out of force; the highest other one that is in force decides from then on. */
        post: operations["authorityMatrix_retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/authority-matrix/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every matrix that was ever published, the latest first: when it was published, is in force from, and was retired. */
        get: operations["authorityMatrix_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/automations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every automation: how far it is, what it is behind, how many events are parked. */
        get: operations["automations_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/automations/{name}/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of what an automation could not do, in the order in which it happened. */
        get: operations["automations_parked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/automations/{name}/parked/{eventId}/dismissal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is not to happen any more: that stays on record with its reason, and what waited behind it goes on. */
        post: operations["automations_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/automations/{name}/parked/{eventId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a parked event tried again within seconds, after what is parked before it of the same complaint. */
        post: operations["automations_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All calendars in force, now or at an instant, or a version of them. */
        get: operations["calendars_find"];
        put?: never;
        /** Publishes the calendars that change under the next version; the others are carried over. */
        post: operations["calendars_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{name}/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When something would be due, and why then: which days count, and which do not. */
        get: operations["calendars_due"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["calendars_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/classification-suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which categories a customer's words point to, the likeliest first. Nothing is stored. */
        post: operations["keywords_suggestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Carries out NDJSON: one command per line, `{"command":"receive","idempotencyKey":"…","body":{…}}`. */
        post: operations["bulk_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of complaints. */
        get: operations["complaints_list"];
        put?: never;
        /** Receives a complaint: the form 咨诉单. */
        post: operations["complaints_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The case as it is, or as it was at a revision, at an instant of business time, or as it was known at a recorded instant. */
        get: operations["complaints_detail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells the customer how and until when the complaint will be handled. */
        post: operations["complaints_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/apologies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records an apology. */
        post: operations["complaints_apologise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs for a role that the current proposal needs, or refuses to. */
        post: operations["complaints_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/arrivals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that the customer came to a branch. */
        post: operations["complaints_arrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the case to a person, unit, team or skill. */
        post: operations["complaints_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a remedy that is still owed. */
        post: operations["complaints_cancelCompensation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/classification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says which kind of complaint it is. */
        post: operations["complaints_classify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes the case. */
        post: operations["complaints_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/compensations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Orders a remedy. */
        post: operations["complaints_compensate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that somebody spoke with the customer, or tried to. */
        post: operations["complaints_recordContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/contribution-answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what a department answers that was asked for its part. */
        post: operations["complaints_giveContribution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/contributions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks another department to do its part, in parallel. */
        post: operations["complaints_requestContribution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Corrects a field of the complaint form; the form stays as it was written. */
        post: operations["complaints_correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/customer-decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what the customer says to the current proposal. */
        post: operations["complaints_recordCustomerDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/deadlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every clock of the case: how it stands, when it is due, and why then. */
        get: operations["complaints_deadlines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/deadlines/{clock}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves more time for a clock, as its rule permits. */
        post: operations["complaints_extend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/deadlines/{clock}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a clock stand still, for a reason; no clock of the law. */
        post: operations["complaints_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/deadlines/{clock}/resumption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a clock that stood still go on; its date moves by what was lost. */
        post: operations["complaints_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/departures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that the customer left the branch. */
        post: operations["complaints_depart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/escalations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves the case up a level, or records that it also runs at a body outside. */
        post: operations["complaints_escalate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds evidence, by hash and place. */
        post: operations["complaints_addEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/evidence/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of evidence, or a letter, as it came. All of it is checked before its first byte is sent. */
        get: operations["evidenceFiles_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/evidence/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a file as evidence: the body is the file. */
        post: operations["evidenceFiles_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/evidence/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins an upload; the body may have its first part. Where it goes on is in `Location`. */
        post: operations["evidenceUploads_create"];
        delete?: never;
        /** What of the protocol there is. */
        options: operations["evidenceUploads_options"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/evidence/uploads/{upload}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Gives it up. What is on record stays. */
        delete: operations["evidenceUploads_remove"];
        options?: never;
        /** How far it is. */
        head: operations["evidenceUploads_head"];
        /** The next part. The last one puts the file on record: its answer has `Redress-Evidence-Hash`, and the revision as `ETag`. */
        patch: operations["evidenceUploads_patch"];
        trace?: never;
    };
    "/v1/complaints/{id}/external-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what a body outside decided. */
        post: operations["complaints_recordExternalDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that the customer was asked, or why that is impossible. */
        post: operations["complaints_followUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/fulfilments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that the customer has what was ordered. */
        post: operations["complaints_fulfil"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/hand-backs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the case back to a lower level. */
        post: operations["complaints_handBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the case from one hand into the next, so that the wait belongs to who has it. */
        post: operations["complaints_handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every event of the case: what it changed, who did it, for whom, under which policies, and what caused it. As `text/event-stream` each
         *     after `Last-Event-ID`, and those that follow as they happen.
         */
        get: operations["complaints_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/interim-measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what was done at once, so that nothing worse happens. */
        post: operations["complaints_takeInterimMeasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/investigations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what an investigation found. */
        post: operations["complaints_investigate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/legal-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Places a legal hold: nobody the case is about is erased until it is lifted. Several may be on it at once. */
        post: operations["legalHolds_place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/legal-holds/{hold}/lifting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lifts a legal hold, by its ordinal within the complaint. */
        post: operations["legalHolds_lift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a letter, keeps it, and puts on record that it was sent: as acknowledgement, reply or apology. The worker sends it. */
        post: operations["letters_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/letters/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows a letter as it would be sent; nothing is stored. */
        post: operations["letters_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that the case has to do with another. */
        post: operations["complaints_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merges the case into another, in which it goes on. */
        post: operations["complaints_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a note for colleagues. */
        post: operations["complaints_addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/payment-failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that a remedy did not reach the customer. */
        post: operations["complaints_failPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/playbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The playbook for a case, by its latest classification. */
        get: operations["playbooks_ofCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what the customer was promised by a date. */
        post: operations["complaints_makePromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/promises/kept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that a promise was kept. */
        post: operations["complaints_keepPromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes a remedy; the matrix says who must sign for it. */
        post: operations["complaints_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/proposals/current/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the current proposal back. */
        post: operations["complaints_withdrawProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/recusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps the caller, or somebody else, out of the case. */
        post: operations["complaints_recuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The complaints that this one has to do with, and how: linked, merged, or the same person's about the same product within 90 days. */
        get: operations["complaints_related"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/reopening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a closed case again. */
        post: operations["complaints_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records a reply to the customer. */
        post: operations["complaints_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How near the case is to its tipping point, and what each signal has to do with it. */
        get: operations["complaints_risk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/unlinkings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that the case has nothing to do with another after all. */
        post: operations["complaints_unlink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/unmerging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undoes the merge: the case stands for itself again. */
        post: operations["complaints_unmerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/complaints/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the complaint back for the customer; that closes the case. */
        post: operations["complaints_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deadlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of deadlines, what is due soonest first, and how many are overdue, due today and due within 24 hours. */
        get: operations["deadlines_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of delegations, those given last first. Everybody may ask for their own (`mine`). */
        get: operations["delegations_list"];
        put?: never;
        /** Lets somebody else sign in one of the caller's roles. */
        post: operations["delegations_delegate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/delegations/{id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes it back, at once: for who gave it, or a policy-admin. What was signed stands. */
        post: operations["delegations_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exposures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of exposures, those recorded last first. */
        get: operations["measurements_exposures"];
        put?: never;
        /** Records what there was in a period. */
        post: operations["measurements_recordExposure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/improvements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of improvements, those raised last first. */
        get: operations["improvements_list"];
        put?: never;
        /** Raises an improvement, from complaints or from a trend. */
        post: operations["improvements_raise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/improvements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole story of an improvement. */
        get: operations["improvements_detail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/improvements/{id}/adoption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The company decides to do it, as it is planned. */
        post: operations["improvements_adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/improvements/{id}/benefits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What it brought in a period. */
        post: operations["improvements_benefit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/improvements/{id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It was done. */
        post: operations["improvements_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/improvements/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It will not be done. */
        post: operations["improvements_drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/improvements/{id}/effectiveness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The complaints of its scope in the weeks before it was adopted and after. */
        get: operations["improvements_effectiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/improvements/{id}/effectiveness-reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody concludes whether it helped. */
        post: operations["improvements_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/improvements/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what is to be done, by whom and until when; also anew, until it is done. */
        post: operations["improvements_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of incidents, those opened last first. */
        get: operations["incidents_list"];
        put?: never;
        /** Opens an incident, and says which complaints join by themselves. */
        post: operations["incidents_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An incident: what was said and offered, and how many have it. */
        get: operations["incidents_detail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is over; the members' cases go on. */
        post: operations["incidents_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/departures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A complaint was none of these after all. */
        post: operations["incidents_remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of its complaints, in the order in which they joined: what each was told and given, and what it was not. */
        get: operations["incidents_members"];
        put?: never;
        /** Complaints join; of those that cannot the answer says why. */
        post: operations["incidents_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells all members the same, each in their language; who joins later gets the latest notice. */
        post: operations["incidents_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/remedies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offers all members the same, also who joins later: a proposal in each case, for which the matrix says who signs. */
        post: operations["incidents_offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keywords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The library in force, now or at an instant, or a version of it. */
        get: operations["keywords_find"];
        put?: never;
        /** Publishes the whole library under the next version. */
        post: operations["keywords_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keywords/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["keywords_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/letter-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The templates in force, now or at an instant, or a version of them. */
        get: operations["letterTemplates_find"];
        put?: never;
        /** Publishes all templates under the next version. */
        post: operations["letterTemplates_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/letter-templates/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["letterTemplates_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/management-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The management report of a period: all that a board asks about complaints, cut at one moment. */
        get: operations["managementReport_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules in force, now or at an instant, or a version of them. */
        get: operations["notifications_find"];
        put?: never;
        /** Publishes all rules under the next version. */
        post: operations["notifications_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification-rules/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the messages of a rule's webhook are signed with, by the version published last; the receiver has to know it. */
        get: operations["notifications_secret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification-rules/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["notifications_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of deliveries, those of the latest events first; what was delivered is forgotten after 30 days. */
        get: operations["deliveries_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends it within seconds, with all its tries before it, to where its rule says now. */
        post: operations["deliveries_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All packs in force, now or at an instant, or a version of them. */
        get: operations["packs_find"];
        put?: never;
        /** Publishes the packs that change under the next version; the others are carried over. */
        post: operations["packs_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One pack by its name: its clocks, signals and other rules, each with its source. */
        get: operations["packs_findOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packs/choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which pack a complaint of this product, unit and jurisdiction would have. */
        get: operations["packs_choice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packs/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["packs_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/playbooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The playbooks in force, now or at an instant, or a version of them: all, or those of a category. */
        get: operations["playbooks_find"];
        put?: never;
        /** Publishes all playbooks under the next version. */
        post: operations["playbooks_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/playbooks/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["playbooks_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that is held of the person of a complaint, in all their complaints, readable. */
        get: operations["access_answer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/access/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same to be handed over: a zip with a page in Chinese and in English, `data.json`, and the files and letters, decrypted. */
        get: operations["access_archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, those proposed last first, and how many there are of each status. */
        get: operations["erasures_list"];
        put?: never;
        /** Proposes to erase the person of a complaint, in all complaints of that person; refused with every reason while it could not be done. */
        post: operations["erasures_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether and when the person of a complaint was erased, by whom and why; of a request, by its id, how far it is. */
        get: operations["erasures_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a request of somebody else, and erases the person. Sent again, it finishes what broke off. */
        post: operations["erasures_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures/{id}/rejection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rejects a request. */
        post: operations["erasures_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves several requests, one after the other; a refusal does not stop the rest. */
        post: operations["erasures_approveAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Persons whose files had to be kept, and need not be any longer. */
        get: operations["erasures_due"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures/due/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes those who are due. */
        post: operations["erasures_proposeDue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/progress/{trackingCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a complaint is. Needs no token; hyphens and case do not matter. */
        get: operations["progress_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/remedy-menu": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may be offered for a category, in the words of the taxonomy. */
        get: operations["playbooks_menu"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which reports there are: the question that each answers, what it takes, what its columns mean and lead to, and its SQL. */
        get: operations["reports_catalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A report: what happened in a period, counted. */
        get: operations["reports_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{name}/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The complaints behind a number of a report: with the row's parameters, as many items over all pages as the column counts. As a file
         *     all of them at once.
         */
        get: operations["reports_complaints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/headlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of the day a manager looks at first; as `text/event-stream` each time that a number is another one. */
        get: operations["headlines_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules in force, now or at an instant, or a version of them. */
        get: operations["retention_find"];
        put?: never;
        /** Publishes all rules under the next version. */
        post: operations["retention_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention-rules/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["retention_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/return-taxonomies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The taxonomies in force, now or at an instant, or a version of them. */
        get: operations["returns_find"];
        put?: never;
        /** Publishes the returns that change under the next version; the others are carried over. */
        post: operations["returns_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/return-taxonomies/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["returns_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taxonomies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The taxonomy in force, now or at an instant, or a version of it. */
        get: operations["taxonomies_find"];
        put?: never;
        /** Publishes the lists that change under the next version; the others are carried over. */
        post: operations["taxonomies_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taxonomies/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["taxonomies_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was revoked and may still matter, newest first. */
        get: operations["tokens_list"];
        put?: never;
        /** Takes back one token (`jti`), or all that a person has (`sub`). Counts here at once, in every other process within seconds. */
        post: operations["tokens_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of training coverages, those recorded last first. */
        get: operations["measurements_trainingCoverage"];
        put?: never;
        /** Records how many of a unit's people were trained in a topic. */
        post: operations["measurements_recordTrainingCoverage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tree in force, now or at an instant, or a version of it. */
        get: operations["units_find"];
        put?: never;
        /** Publishes the whole tree under the next version. */
        post: operations["units_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was ever published, the latest first. */
        get: operations["units_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report 13: what the candidates would have changed. NDJSON while the log is read: `{progress}`, `{case}` for each changed case, at last
         *     `{result}` or `{problem}`; for `Accept: application/json` one document, for `text/csv` the changed cases.
         */
        post: operations["whatIf_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        Acceptance: "not-stated" | "goodwill" | "verbal" | "written" | "external-award" | "statutory" | "mass-incident";
        /** @description A complaint of somebody else in which the person complains as well. */
        AccessAlsoNamed: {
            complaintId: string;
            /** Format: date-time */
            receivedAt: string;
            status: string;
        };
        /** @description All that is held of a person. */
        AccessAnswer: {
            /** @description What is said there is sealed under the key of who comes first, and is theirs to ask for. */
            alsoNamedIn: components["schemas"]["AccessAlsoNamed"][];
            /**
             * Format: date-time
             * @description When it was put together.
             */
            asOf: string;
            complaints: components["schemas"]["AccessCase"][];
            disclosures: components["schemas"]["AccessDisclosure"][];
            /** @description The person's key is destroyed: nothing personal can be read any more. */
            erased: boolean;
            /** @description The person's id in the vault, under which their data is sealed. */
            subject: string;
        };
        /** @description All that is held of one of the person's complaints. */
        AccessCase: {
            /** Format: date-time */
            closedAt: string | null;
            complaintId: string;
            erased: boolean;
            events: components["schemas"]["AccessEvent"][];
            files: components["schemas"]["AccessFile"][];
            /** @description The complaint form as it stands, with every correction. */
            form: {
                [key: string]: unknown;
            };
            legalHolds: components["schemas"]["AccessHold"][];
            /** Format: date-time */
            receivedAt: string;
            /** @description Null: no rule keeps it, or it is open. */
            retention: null | components["schemas"]["AccessRetention"];
            source: components["schemas"]["AccessSource"];
            status: string;
            thirdPersons: components["schemas"]["AccessThirdPerson"][];
        };
        /** @description Somebody who was told something of the person, or read it. */
        AccessDisclosure: {
            /** Format: date-time */
            at: string;
            complaintId: string;
            /**
             * @description `letter` and `reply` to the person or to whom they named, `body`: a body outside, `notification` by a rule, `audit-read`.
             * @enum {string}
             */
            kind: "letter" | "reply" | "body" | "notification" | "audit-read";
            /** @description Addresses, the body, the rule, or the reader. */
            to: string[];
            /** @description The channel, what was told, or what it was read for. */
            what: string;
        };
        /** @description Something that happened in a case, with what was said, readable; `{ "$erased": true }` where the key is destroyed. */
        AccessEvent: {
            /** @description Who of the company did it: a staff `sub`. */
            by: string;
            data: {
                [key: string]: unknown;
            };
            labels: components["schemas"]["Labels"];
            /** Format: date-time */
            occurredAt: string;
            /** Format: date-time */
            recordedAt: string;
            revision: number;
            type: string;
        };
        /** @description A file that is kept of the case. */
        AccessFile: {
            bytes: number | null;
            hash: string;
            /** @enum {string} */
            kind: "evidence" | "letter";
            mediaType: string | null;
            /** @description Its name in the archive; null where the file is kept elsewhere or cannot be read any more. */
            name: string | null;
            /** Format: date-time */
            occurredAt: string;
        };
        /** @description A legal hold that is on a case. */
        AccessHold: {
            hold: number;
            /** Format: date-time */
            placedAt: string | null;
            reason: string;
        };
        /** @description Until when a file is kept, and why. */
        AccessRetention: {
            rule: string;
            /** @description The law or rule that asks for it. */
            source: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            until: string;
            version: number;
        };
        /** @description Where what is known of the person came from. */
        AccessSource: {
            channel: string;
            firstReceiver: string | null;
            /** @description The other system that it was taken over from, and its id there. */
            imported: {
                id: string;
                system: string;
            } | null;
            /** @description The complaint's number at whoever passed it on. */
            reference: string | null;
        };
        /** @description Data of somebody else that stands in the person's file, so that whoever hands the answer over can see to it. */
        AccessThirdPerson: {
            /** @description `complainant.representative`, `complainant.others[0]`, `personsInvolved[1]` */
            field: string;
            revision: number;
            value: unknown;
        };
        /** @description The customer was told that, how and until when the complaint will be handled. */
        AcknowledgedData: {
            /**
             * Format: date-time
             * @description When the customer can expect an answer.
             */
            answerBy: string | null;
            cc?: string[] | components["schemas"]["NotShown"];
            channel: string;
            /** @description The named contact, a staff `sub`. */
            contact?: string;
            /** @description How it will be handled, in words. */
            handling?: string | components["schemas"]["NotShown"];
            /** @description The letter as it was sent. */
            letter?: components["schemas"]["Evidence"];
            recipients?: string[] | components["schemas"]["NotShown"];
            template?: components["schemas"]["Template"];
        };
        AcknowledgeDto: {
            /**
             * Format: date-time
             * @description When the customer can expect an answer.
             */
            answerBy: string;
            channel: string;
            /** @description The named contact, a staff `sub`. */
            contact?: string;
            /** @description How it will be handled, in words. */
            handling: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
        };
        AcknowledgementRuleDto: {
            /** @description The clock whose date it names as that of the answer. */
            answerBy: string;
            /** @description It goes out by itself. */
            automatic: boolean;
        };
        AcknowledgementRuleDtoAnswer: {
            /** @description The clock whose date it names as that of the answer. */
            answerBy: string;
            /** @description It goes out by itself. */
            automatic: boolean;
        };
        /** @description Who acts: the token's subject, the roles that were used, and for whom if delegated. */
        Actor: {
            actingFor?: string;
            roles: string[];
            sub: string;
            unit?: string;
        };
        AddEvidenceDto: {
            /** @description How large it is. */
            bytes?: number;
            description?: string;
            /** @description SHA-256, hex. */
            hash: string;
            /** @description Where the bytes are. */
            locator: string;
            /** @description What it is; of what is kept here it is known. */
            mediaType?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
        };
        AddNoteDto: {
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            text: string;
        };
        AdoptImprovementDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
        };
        /** @description An apology was given, as a text of its own or a template's. */
        ApologisedData: {
            admitsFault: boolean;
            /** @description Who apologised, a staff `sub`; a respondent may. */
            apologist: string;
            cc?: string[] | components["schemas"]["NotShown"];
            channel: string;
            /** @description The letter as it was sent. */
            letter?: components["schemas"]["Evidence"];
            /**
             * @description It is older than the complaint form (rule 1).
             * @constant
             */
            preReceipt?: true;
            recipients?: string[] | components["schemas"]["NotShown"];
            template?: components["schemas"]["Template"];
            text?: string | components["schemas"]["NotShown"];
        };
        ApologiseDto: {
            admitsFault: boolean;
            /** @description Who apologised, a staff `sub`; a respondent may. */
            apologist: string;
            cc?: string[];
            channel: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            recipients?: string[];
            template?: components["schemas"]["TemplateDto"];
            text?: string;
        };
        /** @description A rule that was applied, in the version and the words of then. */
        AppliedRule: {
            /**
             * Format: date-time
             * @description When that version took effect.
             */
            effectiveFrom: string;
            policy: components["schemas"]["RulePolicy"];
            /** @description Which rule: `default/acknowledgement`, `band 200000`, `late-delivery`. */
            rule: string;
            /** @description The rule itself, whole. */
            says: {
                [key: string]: unknown;
            };
            /** @description What it is called, or the sentence that it gave. */
            text: components["schemas"]["Labels"];
            version: number;
        };
        /** @description A round of approval, and what signing it means. Amounts in minor units of `currency`, the matrix's. */
        Approval: {
            /** @description Ordered before, asked for now, and both: what decided the band. */
            already: number;
            band: {
                below: number | null;
                from: number;
                scope: string;
            };
            complaintId: string;
            currency: string;
            /** @enum {string|null} */
            customer: "refused" | "accepted" | null;
            /** Format: date-time */
            decidedAt: string | null;
            endedBecause: string | null;
            /** @description Who signs nothing in the case; who signed for one role does not sign for another either. */
            involved: string[];
            /** Format: date-time */
            lapsesAt: string | null;
            matrixVersion: number;
            missing: components["schemas"]["Seat"][];
            /** @enum {string} */
            mode: "any" | "all" | "ordered";
            /** @description Those of the missing that may sign now. */
            next: components["schemas"]["Seat"][];
            now: number;
            product: string | null;
            /** @description What is proposed now; it may have become less since the request. */
            proposed: components["schemas"]["Money"];
            proposer: string;
            /** @description The matrix's sentence. */
            reason: components["schemas"]["Labels"];
            remedy: string;
            /** Format: date-time */
            requestedAt: string;
            required: components["schemas"]["RequiredRole"][];
            round: number;
            /** @description How the caller may sign, where what the caller may sign was asked for. */
            signAs?: {
                delegation?: string;
                role: string;
            }[];
            signed: components["schemas"]["Signed"][];
            /** @enum {string} */
            status: "requested" | "granted" | "refused" | "voided" | "lapsed" | "withdrawn" | "spent";
            total: number;
            unit: string | null;
        };
        ApprovalGrantedData: {
            /** @description Who delegated their authority, and by which delegation. */
            actingFor?: string;
            /** @description A staff `sub`; of a body's resolution, who recorded it. */
            approver: string;
            /** @description True if nothing is missing any more. */
            completes: boolean;
            delegation?: string;
            note?: string | components["schemas"]["NotShown"];
            resolution?: components["schemas"]["Resolution"];
            /** @description The role that was filled, and where it stands in for one that recusals emptied, that one. */
            role: string;
            round: number;
            standsInFor?: string;
        };
        /** @description Ends the round. */
        ApprovalRefusedData: {
            /** @description Who delegated their authority, and by which delegation. */
            actingFor?: string;
            /** @description A staff `sub`; of a body's resolution, who recorded it. */
            approver: string;
            delegation?: string;
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
            resolution?: components["schemas"]["Resolution"];
            /** @description The role that was filled, and where it stands in for one that recusals emptied, that one. */
            role: string;
            round: number;
            standsInFor?: string;
        };
        /** @description The matrix's answer to a proposal, frozen in the same append. Nobody has to sign if `required` is empty. */
        ApprovalRequestedData: {
            already: number;
            /** @description `below` is exclusive; null: no upper bound. */
            band: {
                below: number | null;
                from: number;
                scope: string;
            };
            /** @description Those of the required roles and their stand-ins that are bodies. */
            bodies: components["schemas"]["Body"][];
            /** @description Merged and joint cases that the total counts, with what is ordered or proposed in them; absent if there are none. */
            counted?: components["schemas"]["CountedCase"][];
            currency: string;
            /** @description Of `already`, what other cases cost, and how many they are; absent if none were counted. */
            elsewhere?: {
                amount: number;
                cases: number;
            };
            /**
             * Format: date-time
             * @description From then on nothing can be signed or ordered in this round.
             */
            lapsesAt?: string;
            matrixVersion: number;
            /** @enum {string} */
            mode: "any" | "all" | "ordered";
            now: number;
            /** @description Those that were used. */
            rates: components["schemas"]["Rate"][];
            /** @description The evaluation, explained in a sentence. */
            reason: components["schemas"]["Labels"];
            required: components["schemas"]["RequiredRole"][];
            round: number;
            total: number;
            validDays?: number;
        };
        ApprovalsPage: {
            items: components["schemas"]["Approval"][];
            /** @description Cursor of the page after; null on the last. */
            next: string | null;
        };
        /** @description A round, or one signature in it, no longer counts. */
        ApprovalVoidedData: {
            /** @description Whose signature alone is void; the round goes on. */
            approver?: string;
            /** @enum {string} */
            cause: "lapsed" | "withdrawn" | "closed" | "changed" | "recused" | "customer-refused" | "merged";
            round: number;
        };
        ApproveDto: {
            /**
             * @description Said by whoever signs: an empty body is no signature.
             * @enum {string}
             */
            decision: "granted" | "refused";
            /**
             * Format: uuid
             * @description By which delegation, where the role is somebody else's.
             */
            delegation?: string;
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why it is refused. Required with `refused`, and goes with it only. */
            reason?: string;
            /** @description Of a body: required where the role is one. */
            resolution?: components["schemas"]["ResolutionDto"];
            /** @description Where the caller could fill several; the first that is missing, if left out. */
            role?: string;
            /** @description The current one, if left out. */
            round?: number;
        };
        ApproveErasureDto: {
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
        };
        ApproveErasuresDto: {
            /** @description Ids of requests. */
            requests: string[];
        };
        /** @description Who has to sign; `roles` is empty where nobody has to. Amounts in minor units of `currency`, the matrix's. */
        Asked: {
            band: {
                below: number | null;
                from: number;
                scope: string;
            };
            currency: string;
            matrixVersion: number;
            /** @enum {string} */
            mode: "any" | "all" | "ordered";
            roles: string[];
            total: number;
            validDays: number | null;
        };
        AssignDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A staff `sub`. */
            person?: string;
            skill?: string;
            team?: string;
            unit?: string;
        };
        /** @description Who handles it from now on. */
        AssignedData: {
            note?: string | components["schemas"]["NotShown"];
            person?: string;
            skill?: string;
            team?: string;
            unit?: string;
        };
        AuditedDifference: {
            complaintId: string;
            /** @description Those that count at the later moment asked for and not at the earlier. */
            events: components["schemas"]["ExplainedChange"][];
            fields: components["schemas"]["ChangedField"][];
            from: components["schemas"]["AuditedMoment"];
            head: string;
            to: components["schemas"]["AuditedMoment"];
            /** @description Those that counted at `from` and do not at `to`: where `to` is the earlier one. */
            without: components["schemas"]["ExplainedChange"][];
        };
        /** @description A moment of a case, and what counts at it. */
        AuditedMoment: {
            /** @description As it was asked for: `revision:3`, `asOf:…`, `knownAt:…`; null: before the beginning, or the end as it is now. */
            asked: string | null;
            /** @description How many events count. */
            events: number;
            position: string | null;
            /** @description Of the last event that counts; null if none does. */
            revision: number | null;
        };
        AuditedState: {
            at: components["schemas"]["AuditedMoment"];
            complaintId: string;
            /** @description Hash of the last event of the whole chain, which was verified. */
            head: string;
            state: components["schemas"]["ComplaintDetail"];
        };
        /** @description A page of any stream. */
        AuditedStream: {
            events: components["schemas"]["ExplainedEvent"][];
            /** @description Of the whole stream, which was verified. */
            head: string;
            length: number;
            /** @description `after` of the page that follows; null on the last. */
            next: number | null;
            stream: string;
        };
        AuditedWhy: {
            at: components["schemas"]["AuditedMoment"];
            complaintId: string;
            events: components["schemas"]["ExplainedChange"][];
            head: string;
        };
        AuditReadsPage: {
            items: components["schemas"]["ListedRead"][];
            /** @description Cursor of the page after; null on the last. */
            next: string | null;
        };
        /** @description How an automation does. */
        AutomationAnswer: {
            /** @description How far that is from the end of the log, in positions, and since when what comes next waits, in seconds; 0 at the end. */
            behind: string;
            behindSeconds: number;
            /**
             * Format: date-time
             * @description When it last did something.
             */
            doneAt: string | null;
            /** @description Why it stopped, and at which event; null while it runs. */
            error: Record<string, never> | null;
            name: string;
            /** @description How many events are parked. */
            parked: number;
            /** @description Every event up to here is dealt with, or parked; null before the first. */
            position: string | null;
        };
        /** @description All automations, by name. */
        AutomationsAnswer: {
            /** @description Where the log ends; null while it is empty. */
            end: string | null;
            items: components["schemas"]["AutomationAnswer"][];
        };
        /** @description Totals from `from` (inclusive) up to the next band's `from` (exclusive). */
        Band: {
            /** @description Bands with the same conditions form a ladder that begins at 0. The first ladder in the order of the list whose conditions hold decides; the one without conditions, which every matrix has, decides where no other does. */
            conditions?: components["schemas"]["Conditions"];
            from: number;
            /** @enum {string} */
            mode: "any" | "all" | "ordered";
            /** @description Roles whose signatures are needed; none: nobody has to sign. */
            roles: string[];
            /** @description A code: on whose authority, e.g. `channel`, `branch`, `head-office`. */
            scope: string;
            substitutes?: components["schemas"]["Substitution"][];
            /** @description A round lapses so many times 24 hours after it was requested; never, if left out. */
            validDays?: number;
        };
        BandDto: {
            /** @description Bands with the same conditions form a ladder that begins at 0; every matrix has one without conditions. */
            conditions?: components["schemas"]["ConditionsDto"];
            /** @description Inclusive, in minor units of the matrix's currency. */
            from: number;
            /**
             * @description `any` one of them signs, `all` of them, or all of them in the order of the list.
             * @enum {string}
             */
            mode: "any" | "all" | "ordered";
            /** @description Whose signatures are needed; none: nobody has to sign. */
            roles: string[];
            /** @description A code: on whose authority, e.g. `channel`, `branch`, `head-office`. */
            scope: string;
            substitutes?: components["schemas"]["SubstitutionDto"][];
            /** @description A round lapses so many times 24 hours after it was requested; never, if left out. */
            validDays?: number;
        };
        /** @description What it brought: an `amount` where the kind is money, else a `value` of a `unit`. */
        BenefitRecordedData: {
            /** @description Minor units. */
            amount?: components["schemas"]["Money"];
            /** @enum {string} */
            kind: "time" | "money" | "volume" | "satisfaction";
            note?: string | components["schemas"]["NotShown"];
            period: components["schemas"]["Period"];
            /** @description Of the value: `hours`, `complaints per week`. */
            unit?: string;
            value?: number;
        };
        /** @description A role that is a body: it decides by resolution, and somebody else's role records that. */
        Body: {
            recordedBy: string;
            role: string;
        };
        BodyDto: {
            recordedBy: string;
            role: string;
        };
        /** @description The customer came to a branch, or left it. Each is an event, so that the time in the branch is measured. */
        BranchVisitData: {
            /** @description The branch; absent if it is the unit of the complaint. */
            unit?: string;
        };
        BranchVisitDto: {
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description The branch; that of the complaint, if left out. */
            unit?: string;
        };
        CalendarDto: {
            holidays: components["schemas"]["SpecialDayDto"][];
            /** @description The days for which holidays are known, both in it. */
            known: components["schemas"]["KnownDaysDto"];
            /** @description Where it was read, and when. */
            source: string;
            week: components["schemas"]["WeekDto"];
            workdays: components["schemas"]["WorkdayDto"][];
            /** @description IANA, `Asia/Shanghai`. */
            zone: string;
        };
        /** @description When a company works: what a business day and a business hour are. */
        CalendarDtoAnswer: {
            holidays: components["schemas"]["SpecialDayDtoAnswer"][];
            /** @description The days for which holidays are known, both in it. */
            known: components["schemas"]["KnownDaysDtoAnswer"];
            /** @description Where it was read, and when. */
            source: string;
            /** @description None of a weekday: no business day. */
            week: components["schemas"]["WeekDtoAnswer"];
            /** @description Make-up days 调休 and others on which people work though the weekday says no; the hours of a Monday if none are given. */
            workdays: components["schemas"]["WorkdayDtoAnswer"][];
            /** @description IANA, `Asia/Shanghai`. */
            zone: string;
        };
        CalendarsDto: {
            calendars: {
                [key: string]: components["schemas"]["CalendarDto"];
            };
        };
        /** @description Calendars by name. */
        CalendarsDtoAnswer: {
            calendars: {
                [key: string]: components["schemas"]["CalendarDtoAnswer"];
            };
        };
        /** @description A version of all calendars. */
        CalendarsVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["CalendarsDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        CancelCompensationDto: {
            /** @description Which of the complaint's compensations, from 1; the only one that is still owed, if left out. */
            compensation?: number;
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
        };
        CandidateVersionDto: {
            version: number;
        };
        /** @description A clock of the case: why it is due then, and everything that happened to it. */
        CaseDeadline: {
            clock: string;
            /**
             * Format: date-time
             * @description As it was set, resumed or extended last; in time up to this very millisecond.
             */
            due: string;
            extensions: {
                /** @description Who approved it, a staff `sub`, in which role; and who had asked for it. */
                approver: string;
                /** Format: date-time */
                before: string;
                by: components["schemas"]["Actor"];
                clock: string;
                /** Format: date-time */
                due: string;
                /** @description Ordinal among the extensions of this clock, from 1. */
                extension: number;
                length: components["schemas"]["Length"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                requestedBy?: string;
                revision: number;
                role: string;
                warnings: components["schemas"]["Warning"][];
            }[];
            met: {
                by: components["schemas"]["Actor"];
                clock: string;
                /** Format: date-time */
                due: string;
                /**
                 * @description It happened after it was due.
                 * @constant
                 */
                late?: true;
                /** @enum {string} */
                moment: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                rule: string;
            } | null;
            missed: {
                by: components["schemas"]["Actor"];
                clock: string;
                /** Format: date-time */
                due: string;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                rule: string;
            }[];
            pauses: {
                by: components["schemas"]["Actor"];
                clock: string;
                /**
                 * @description What paused it, or the code of a person's reason.
                 * @enum {string}
                 */
                moment?: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                reason?: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            resumptions: {
                by: components["schemas"]["Actor"];
                clock: string;
                /** Format: date-time */
                due: string;
                /** @enum {string} */
                moment?: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                reason?: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                warnings: components["schemas"]["Warning"][];
            }[];
            rule: string;
            set: {
                by: components["schemas"]["Actor"];
                calendar: {
                    name: string;
                    version: number;
                };
                /** @description Of the clock within the complaint: the rule's code, `promise-2` where each moment has one of its own, `reply-2` for the second time. */
                clock: string;
                /**
                 * Format: date-time
                 * @description In time up to this very millisecond.
                 */
                due: string;
                /**
                 * Format: date-time
                 * @description It was typed in late and something of it would fire at once: not before this, so that people can say first what came of it.
                 */
                firesFrom?: string;
                /** Format: date-time */
                from: string;
                length: "as-said" | components["schemas"]["Length"];
                /**
                 * @description What started it, and when.
                 * @enum {string}
                 */
                moment: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
                /** Format: date-time */
                occurredAt: string;
                pack: components["schemas"]["ChosenPack"];
                /** @enum {string} */
                precision?: "day" | "not-before";
                /**
                 * @description The due time lies beyond the days for which the calendar knows the holidays, or on a provisional one's account.
                 * @constant
                 */
                provisional?: true;
                /** Format: date-time */
                recordedAt: string;
                /** @description The role that has to see to it. */
                responsible: string;
                revision: number;
                /** @description The code of the rule in the pack. */
                rule: string;
                /** @description The paragraph that the rule comes from. */
                source: string;
                statutory: boolean;
                warnings: components["schemas"]["Warning"][];
            };
            /**
             * @description `missed`: still owed.
             * @enum {string}
             */
            status: "running" | "paused" | "missed" | "met" | "stopped";
            stopped: {
                by: components["schemas"]["Actor"];
                clock: string;
                /** @enum {string} */
                moment: "withdrawn" | "closed" | "customer-refused" | "merged" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                rule: string;
            } | null;
            /** @description Those that were given. */
            warnings: {
                by: components["schemas"]["Actor"];
                clock: string;
                /** Format: date-time */
                due: string;
                /** Format: date-time */
                occurredAt: string;
                percent: number;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                rule: string;
            }[];
        };
        /** @description The playbook for a case. */
        CasePlaybookDto: {
            category: string;
            complaintId: string;
            product?: string;
            /** @description The remedy menu, what comes first first. */
            remedies: components["schemas"]["MenuItemDtoAnswer"][];
            /** @description In this order. */
            steps: components["schemas"]["StepDtoAnswer"][];
            /** @description Of the playbooks. */
            version: number;
        };
        /** @description One step back: what led to it. */
        Cause: {
            by: string;
            id: string;
            /** @constant */
            kind: "event";
            /** Format: date-time */
            occurredAt: string;
            /** Format: date-time */
            recordedAt: string;
            revision: number;
            stream: string;
            type: string;
        } | {
            /** Format: date-time */
            at: string;
            clock: string;
            /** @constant */
            kind: "clock";
        } | {
            /** Format: date-time */
            at: string;
            by: string;
            id: string;
            /** @constant */
            kind: "command";
            origin: components["schemas"]["Origin"];
        } | {
            id: string;
            /** @constant */
            kind: "elsewhere";
        };
        /** @description An event that a command caused. */
        CausedEvent: {
            id: string;
            /** @description Its place in its stream, from 0. */
            revision: number;
            type: string;
        };
        /** @description The command that an event came of. */
        CausingCommand: {
            id: string;
            /** @description What was commanded; null where the events do not tell. */
            name: string | null;
            /** @description The revisions of all that came of it here. */
            revisions: number[];
        };
        ChangedCase: components["schemas"]["ChangedDecision"] | components["schemas"]["ChangedClock"];
        /** @description A clock that the candidate changes. */
        ChangedClock: {
            /** @description Null if the candidate does not set it. */
            after: null | components["schemas"]["ClockOutcome"];
            /** @description Null if it was not set. */
            before: null | components["schemas"]["ClockOutcome"];
            clock: string;
            complaintId: string;
            /** @enum {string} */
            effect: "changed" | "unchanged" | "newly-missed" | "newly-met" | "added" | "removed";
            /** @constant */
            kind: "clock";
            rule: string;
            statutory: boolean;
        };
        /** @description A decision on money that the candidate changes. */
        ChangedDecision: {
            /** @description Null if it is refused before it comes to signatures. */
            after: null | components["schemas"]["Asked"];
            amount: {
                amount: number;
                currency: string;
            };
            /** Format: date-time */
            at: string;
            before: components["schemas"]["Asked"];
            /** @description Why it is refused: the code of the refusal. */
            code: string | null;
            complaintId: string;
            /** @enum {string} */
            effect: "forbidden" | "more-signatures" | "fewer-signatures" | "free" | "other-roles" | "other-mode" | "other-band" | "other-validity" | "unchanged";
            expectedAfter: components["schemas"]["Expected"];
            expectedBefore: components["schemas"]["Expected"];
            /**
             * @description A round of approvals, an order without one, or a promise of money on somebody's own authority.
             * @enum {string}
             */
            kind: "round" | "order" | "promise";
            /** @description Whose signatures would be missing then; none of what is refused. */
            missing: string[];
            remedy: string;
            /** @description The round's number; null of what has none. */
            round: number | null;
            /** @description Who had signed when the round ended. */
            signed: string[];
            /** @description Whether what was signed would have been enough. */
            sufficed: boolean;
            /** @description From the request to the last signature that was needed, in whole minutes; null if it never came. */
            waitedMinutes: number | null;
        };
        /** @description A field of the case that is, or became, another. */
        ChangedField: {
            after: unknown;
            /** @description Null before there was one. */
            before: unknown;
            field: string;
        };
        ChoiceConditionDto: {
            /** @description That of a country is also that of its parts: `US` of `US-TX`. */
            jurisdictions?: string[];
            products?: string[];
            units?: string[];
        };
        /** @description Which complaints a choice is for; `{}` for all. */
        ChoiceConditionDtoAnswer: {
            /** @description That of a country is also that of its parts: `US` of `US-TX`. */
            jurisdictions?: string[];
            products?: string[];
            units?: string[];
        };
        ChoiceDto: {
            /** @description The name of a pack. */
            pack: string;
            when: components["schemas"]["ChoiceConditionDto"];
        };
        ChoiceDtoAnswer: {
            /** @description The name of a pack. */
            pack: string;
            when: components["schemas"]["ChoiceConditionDtoAnswer"];
        };
        /** @description Which pack, of which version of all packs. */
        ChosenPack: {
            name: string;
            version: number;
        };
        /** @description Which pack a complaint would have, and by which choice. */
        ChosenPackDto: {
            labels: components["schemas"]["LabelsDtoAnswer"];
            /** @description Its name. */
            pack: string;
            /** @description Of the packs. */
            version: number;
            /** @description The condition of the choice that it fits. */
            when: components["schemas"]["ChoiceConditionDtoAnswer"];
        };
        /** @description Which kind of complaint it is; a later classification replaces the earlier. */
        ClassifiedData: {
            category: string;
            /** @enum {string} */
            directness: "direct" | "indirect";
            /** @description A code: what it does to the customer or the company. */
            impact?: string;
            /** @description Codes: what the customer needs, e.g. to be heard, respect, redress. */
            needs: string[];
            /** @description To be handled with discretion. */
            sensitive: boolean;
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /** @enum {string} */
            urgency: "urgent" | "normal";
        };
        ClassifyDto: {
            category: string;
            /**
             * @description `direct` 直接: our own doing is complained about; `indirect` 间接: something that came of it.
             * @enum {string}
             */
            directness: "direct" | "indirect";
            /** @description A code: what it does to the customer or the company. */
            impact?: string;
            /**
             * @description Codes: what the customer needs, e.g. to be heard, respect, redress.
             * @default []
             */
            needs: string[];
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /**
             * @description To be handled with discretion.
             * @default false
             */
            sensitive: boolean;
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /**
             * @description `urgent` 紧急 or `normal` 非紧急.
             * @enum {string}
             */
            urgency: "urgent" | "normal";
        };
        /** @description One side of a clock: when it was due and what came of it. */
        ClockOutcome: {
            /** Format: date-time */
            due: string;
            /**
             * Format: date-time
             * @description When it was met or stopped; null while it is owed.
             */
            endedAt: string | null;
            /** @enum {string} */
            state: "running" | "paused" | "stopped" | "overdue" | "in-time" | "late" | "stopped-overdue";
        };
        ClockRuleDto: {
            /** @description A name in the calendars. */
            calendar: string;
            clock: string;
            extensions?: components["schemas"]["ExtensionDto"][];
            labels: components["schemas"]["LabelsDto"];
            /** @description `as-said`: until the time that the event itself names. */
            length: components["schemas"]["LengthDto"] | "as-said";
            meets: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            onMiss?: components["schemas"]["OnMissDto"];
            /** @description The customer's turn; not of a statutory clock. */
            pauses?: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            /**
             * @description `once` in a case; `again`: anew when it does not run; `each` starting moment has one of its own.
             * @enum {string}
             */
            repeats: "each" | "once" | "again";
            /** @description A role as in tokens. */
            responsible: string;
            resumes?: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            source: components["schemas"]["RuleSourceDto"];
            starts: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            statutory: boolean;
            stops?: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            /** @description Shares of the time in per cent, rising. */
            warnings: number[];
            when?: components["schemas"]["ConditionDto"];
        };
        /** @description What starts a clock, how long it runs, and what ends it. */
        ClockRuleDtoAnswer: {
            /** @description A name in the calendars. */
            calendar: string;
            /** @description A code, once in a pack. */
            clock: string;
            extensions?: components["schemas"]["ExtensionDtoAnswer"][];
            labels: components["schemas"]["LabelsDtoAnswer"];
            /** @description `as-said`: until the time that the event itself names. */
            length: "as-said" | components["schemas"]["LengthDtoAnswer"];
            meets: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            /** @description What a miss does beside being on record; nothing if left out. */
            onMiss?: components["schemas"]["OnMissDtoAnswer"];
            /** @description The customer's turn; not of a statutory clock. */
            pauses?: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            /**
             * @description `once` in a case; `again`: anew when it does not run; `each` starting moment has one of its own.
             * @enum {string}
             */
            repeats: "each" | "once" | "again";
            /** @description A role as in tokens. */
            responsible: string;
            resumes?: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            source: components["schemas"]["RuleSourceDtoAnswer"];
            starts: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            statutory: boolean;
            /** @description Nothing is owed any more. Closing, withdrawing and merging stop what they do not meet. */
            stops?: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            /** @description Shares of the time in per cent, rising. */
            warnings: number[];
            when?: components["schemas"]["ConditionDtoAnswer"];
        };
        /** @description The case ended. */
        ClosedData: {
            /**
             * @description The customer accepted the resolution of a summary reply within the summary period, and how.
             * @enum {string}
             */
            acceptedInSummary?: "verbal" | "written";
            /**
             * @description 当场解决: the customer accepted the resolution on the spot, and how.
             * @enum {string}
             */
            acceptedOnTheSpot?: "verbal" | "written";
            outcome: components["schemas"]["Outcome"];
            recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
            /** @description Absent in imports, and after a withdrawal without a reason. */
            summary?: string | components["schemas"]["NotShown"];
            /** @description The channel on which the customer was told; null if anonymous, or unknown to an import. */
            toldVia: string | null;
        };
        CloseDto: {
            /**
             * @description The customer accepted the resolution of a summary reply within the summary period, and how.
             * @enum {string}
             */
            acceptedInSummary?: "verbal" | "written";
            /**
             * @description 当场解决: the customer accepted the resolution on the spot, and how.
             * @enum {string}
             */
            acceptedOnTheSpot?: "verbal" | "written";
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @enum {string} */
            outcome: "upheld" | "partly" | "rejected" | "goodwill" | "withdrawn" | "transferred" | "duplicate" | "inadmissible" | "unresolved";
            /** @default [] */
            recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
            summary: string;
            /** @description The channel on which the customer was told; null if the complainant is anonymous. */
            toldVia: string | null;
        };
        CloseIncidentDto: {
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code. */
            reason: string;
            summary?: string;
        };
        CodeListDto: {
            entries: components["schemas"]["TaxonomyEntryDto"][];
            /** @description Whether codes that are not listed are refused; as before, if left out. */
            strict?: boolean;
        };
        /** @description A list of codes. */
        CodeListDtoAnswer: {
            entries: components["schemas"]["TaxonomyEntryDtoAnswer"][];
            /** @description Whether codes that are not listed are refused; as before, if left out. */
            strict?: boolean;
        };
        Column: {
            meaning: string;
            name: string;
            unit: string;
        };
        /** @description What came of a command. */
        CommandAnswer: {
            events: components["schemas"]["CausedEvent"][];
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        /** @description The weeks on one side of the instant. */
        ComparedWeeks: {
            /** @description In all of them. */
            complaints: number;
            /** @description What the scope's units and products had then; null where that is not known for every day. */
            exposure: {
                customers: number | null;
                orders: number | null;
                policies: number | null;
            };
            /** @description An instant; in it. */
            from: string;
            /** @description Complaints in all of the weeks for 1 000 of each, to 4 places; null where the exposure is not known, or nothing. */
            perThousand: {
                customers: number | null;
                orders: number | null;
                policies: number | null;
            };
            /** @description On the average, to 4 places. */
            perWeek: number | null;
            /** @description No longer in it. */
            to: string;
            /** @description Received in each week, in order. */
            weekly: number[];
        };
        /** @description A remedy was ordered. */
        CompensatedData: {
            acceptance: components["schemas"]["Acceptance"];
            /** @description Required unless the customer accepted in person. */
            acceptanceEvidence?: components["schemas"]["Evidence"];
            /** @enum {string} */
            acceptedBy?: "customer" | "proxy" | "guardian" | "heir";
            /** @description Ordinal of the proposal's round within the complaint; absent where the total needed no signature, and in imports. */
            approvalRound?: number;
            /** @description 公司承担金额, what the company bears. null: an imported relief without an amount is an unknown amount, not zero. */
            borne: null | components["schemas"]["Money"];
            /** @description What the customer asked for. */
            claimed?: components["schemas"]["Money"];
            /** @description A code: why less was ordered than was approved. */
            lessBecause?: string;
            note?: string | components["schemas"]["NotShown"];
            /** @description A code of the remedy menu: refund, replacement, voucher, gift, … */
            remedy: string;
        };
        CompensateDto: {
            /**
             * @description How the customer accepted, or why no acceptance is needed; what they decided on the proposal, if left out.
             * @enum {string}
             */
            acceptance?: "verbal" | "written" | "external-award" | "statutory" | "mass-incident" | "goodwill";
            /** @description Required unless the customer accepted in person. */
            acceptanceEvidence?: components["schemas"]["EvidenceDto"];
            /** @enum {string} */
            acceptedBy?: "customer" | "guardian" | "proxy" | "heir";
            /** @description Ordinal of the approval round; the current proposal's, if left out. */
            approvalRound?: number;
            /** @description 公司承担金额, what the company bears. */
            borne: components["schemas"]["MoneyDto"];
            /** @description What the customer asked for. */
            claimed?: components["schemas"]["MoneyDto"];
            /** @description A code: why less is ordered than was approved. */
            lessBecause?: string;
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code of the remedy menu: refund, replacement, voucher, gift, … */
            remedy: string;
        };
        /** @description It is no longer owed. */
        CompensationCancelledData: {
            compensation: number;
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
        };
        /** @description The complaining customer, and who speaks for or with them. */
        Complainant: {
            address?: string;
            /** @description The person's number in the company's own records. */
            customerNumber?: string;
            email?: string;
            name?: string;
            /** @description The others of a joint complaint. */
            others?: components["schemas"]["Contact"][];
            phone?: string;
            /** @description A proxy or guardian, and in what right: "mother of", "attorney, power of 2026-03-01". */
            representative?: {
                address?: string;
                capacity?: string;
                /** @description The person's number in the company's own records. */
                customerNumber?: string;
                email?: string;
                name?: string;
                phone?: string;
            };
        };
        ComplainantDto: {
            address?: string;
            /** @description The person's number in the company's own records. */
            customerNumber?: string;
            /** Format: email */
            email?: string;
            name?: string;
            /** @description The others of a joint complaint. */
            others?: components["schemas"]["ContactDto"][];
            phone?: string;
            representative?: components["schemas"]["RepresentativeDto"];
        };
        /** @enum {string} */
        ComplainantKind: "customer" | "anonymous" | "proxy" | "guardian" | "heir" | "joint" | "not-stated";
        /** @description What came of a command on a complaint. */
        ComplaintAnswer: {
            complaintId: string;
            events: components["schemas"]["CausedEvent"][];
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        /** @description A whole case, as of one of its events. Plain JSON. Lists are in order of revision. */
        ComplaintDetail: {
            acknowledgements: {
                /**
                 * Format: date-time
                 * @description When the customer can expect an answer.
                 */
                answerBy: string | null;
                by: components["schemas"]["Actor"];
                cc?: string[] | components["schemas"]["NotShown"];
                channel: string;
                /** @description The named contact, a staff `sub`. */
                contact?: string;
                /** @description How it will be handled, in words. */
                handling?: string | components["schemas"]["NotShown"];
                /** @description The letter as it was sent. */
                letter?: components["schemas"]["Evidence"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                recipients?: string[] | components["schemas"]["NotShown"];
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                template?: components["schemas"]["Template"];
            }[];
            apologies: {
                admitsFault: boolean;
                /** @description Who apologised, a staff `sub`; a respondent may. */
                apologist: string;
                by: components["schemas"]["Actor"];
                cc?: string[] | components["schemas"]["NotShown"];
                channel: string;
                /** @description The letter as it was sent. */
                letter?: components["schemas"]["Evidence"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /**
                 * @description It is older than the complaint form (rule 1).
                 * @constant
                 */
                preReceipt?: true;
                recipients?: string[] | components["schemas"]["NotShown"];
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                template?: components["schemas"]["Template"];
                text?: string | components["schemas"]["NotShown"];
            }[];
            /** @description The customer in a branch, beside what the form says. */
            arrivals: {
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                /** @description The branch; absent if it is the unit of the complaint. */
                unit?: string;
            }[];
            /** @description Who handles it now, by assignment or because it was handed back to them; null if nobody. */
            assigned: {
                by: components["schemas"]["Actor"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                person?: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                skill?: string;
                team?: string;
                unit?: string;
            } | null;
            assignments: {
                by: components["schemas"]["Actor"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                person?: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                skill?: string;
                team?: string;
                unit?: string;
            }[];
            /** @description What the company bears in total, cancelled remedies left out: one sum per currency, in order of its code. */
            borne: components["schemas"]["Money"][];
            cancellations: {
                by: components["schemas"]["Actor"];
                compensation: number;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            classifications: {
                by: components["schemas"]["Actor"];
                category: string;
                /** @enum {string} */
                directness: "direct" | "indirect";
                /** @description A code: what it does to the customer or the company. */
                impact?: string;
                /** @description Codes: what the customer needs, e.g. to be heard, respect, redress. */
                needs: string[];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                /** @description To be handled with discretion. */
                sensitive: boolean;
                /** @enum {string} */
                severity: "low" | "medium" | "high" | "critical";
                /** @enum {string} */
                urgency: "urgent" | "normal";
            }[];
            /** @description Which kind of complaint it is; null until it was classified. */
            classified: {
                by: components["schemas"]["Actor"];
                category: string;
                /** @enum {string} */
                directness: "direct" | "indirect";
                /** @description A code: what it does to the customer or the company. */
                impact?: string;
                /** @description Codes: what the customer needs, e.g. to be heard, respect, redress. */
                needs: string[];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                /** @description To be handled with discretion. */
                sensitive: boolean;
                /** @enum {string} */
                severity: "low" | "medium" | "high" | "critical";
                /** @enum {string} */
                urgency: "urgent" | "normal";
            } | null;
            /** @description How it is closed; null while it is open. */
            closed: {
                /**
                 * @description The customer accepted the resolution of a summary reply within the summary period, and how.
                 * @enum {string}
                 */
                acceptedInSummary?: "verbal" | "written";
                /**
                 * @description 当场解决: the customer accepted the resolution on the spot, and how.
                 * @enum {string}
                 */
                acceptedOnTheSpot?: "verbal" | "written";
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                occurredAt: string;
                outcome: components["schemas"]["Outcome"];
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
                revision: number;
                /** @description Absent in imports, and after a withdrawal without a reason. */
                summary?: string | components["schemas"]["NotShown"];
                /** @description The channel on which the customer was told; null if anonymous, or unknown to an import. */
                toldVia: string | null;
            } | null;
            closures: {
                /**
                 * @description The customer accepted the resolution of a summary reply within the summary period, and how.
                 * @enum {string}
                 */
                acceptedInSummary?: "verbal" | "written";
                /**
                 * @description 当场解决: the customer accepted the resolution on the spot, and how.
                 * @enum {string}
                 */
                acceptedOnTheSpot?: "verbal" | "written";
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                occurredAt: string;
                outcome: components["schemas"]["Outcome"];
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
                revision: number;
                /** @description Absent in imports, and after a withdrawal without a reason. */
                summary?: string | components["schemas"]["NotShown"];
                /** @description The channel on which the customer was told; null if anonymous, or unknown to an import. */
                toldVia: string | null;
            }[];
            compensations: {
                acceptance: components["schemas"]["Acceptance"];
                /** @description Required unless the customer accepted in person. */
                acceptanceEvidence?: components["schemas"]["Evidence"];
                /** @enum {string} */
                acceptedBy?: "customer" | "proxy" | "guardian" | "heir";
                /** @description Ordinal of the proposal's round within the complaint; absent where the total needed no signature, and in imports. */
                approvalRound?: number;
                /** @description 公司承担金额, what the company bears. null: an imported relief without an amount is an unknown amount, not zero. */
                borne: null | components["schemas"]["Money"];
                by: components["schemas"]["Actor"];
                /** @description What the customer asked for. */
                claimed?: components["schemas"]["Money"];
                /** @description A code: why less was ordered than was approved. */
                lessBecause?: string;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                /** @description A code of the remedy menu: refund, replacement, voucher, gift, … */
                remedy: string;
                revision: number;
            }[];
            complaintId: string;
            contacts: {
                by: components["schemas"]["Actor"];
                channel: string;
                /** @enum {string} */
                direction: "inbound" | "outbound";
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description True if it was before the complaint form (rule 1). */
                preReceipt: boolean;
                reached: boolean;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                summary?: string | components["schemas"]["NotShown"];
                /** @description As in `Received`. */
                words?: string[];
            }[];
            /** @description What other departments were asked for, in order of their ordinals. */
            contributions: components["schemas"]["Contribution"][];
            /** @description What of the form was wrong; `received` stays as it was written. */
            corrections: components["schemas"]["Correction"][];
            /** @description Every clock, in the order in which they were set; `promises` are kept by `promise`, their ordinal from 1. */
            deadlines: components["schemas"]["CaseDeadline"][];
            departures: {
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                /** @description The branch; absent if it is the unit of the complaint. */
                unit?: string;
            }[];
            erasures: {
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why, e.g. request-of-the-person. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                /** @description The erasure request that was approved; absent before there were any. */
                request?: string;
                revision: number;
            }[];
            escalations: ({
                by: components["schemas"]["Actor"];
                from: number;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                to: number;
                /** @constant */
                track: "level";
                /** @enum {string} */
                trigger: "customer" | "person" | "deadline" | "tipping-point" | "authority";
            } | {
                /** @enum {string} */
                body: "regulator" | "association" | "ombudsman" | "court" | "media";
                by: components["schemas"]["Actor"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                /** @description The case's number there. */
                reference?: string;
                revision: number;
                /** @constant */
                track: "external";
                /** @enum {string} */
                trigger: "customer" | "person" | "deadline" | "tipping-point" | "authority";
            })[];
            evidence: {
                by: components["schemas"]["Actor"];
                bytes?: number;
                description?: string | components["schemas"]["NotShown"];
                hash: string;
                locator: string;
                /** @description Of what is in the evidence store: what it is, and how many bytes before encryption. */
                mediaType?: string;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description True if it is older than the complaint form (rule 1). */
                preReceipt: boolean;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            externalDecisions: {
                /** @description What it awards to the customer. */
                award?: components["schemas"]["Money"];
                /** @enum {string} */
                body: "regulator" | "association" | "ombudsman" | "court" | "media";
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                decidedAt?: string;
                evidence?: components["schemas"]["Evidence"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                /** @description The case's number there. */
                reference?: string;
                revision: number;
                /** @enum {string} */
                ruling: "upheld" | "partly" | "rejected" | "inadmissible" | "settled";
            }[];
            followUps: {
                by: components["schemas"]["Actor"];
                /** @description Absent only with an impossibility. */
                channel?: string;
                comment?: string | components["schemas"]["NotShown"];
                /** @enum {string} */
                impossibility?: "anonymous" | "unreachable" | "declined" | "through-authority";
                newDemand?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                reached: boolean;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                /** @description 1 (very dissatisfied) to 5 (very satisfied). */
                satisfaction?: number;
                solved?: boolean;
                /** @description As in `Received`. */
                words?: string[];
                wouldBuyAgain?: boolean;
            }[];
            /** @description The form as it stands, with every correction. */
            form: components["schemas"]["ReceivedData"];
            fulfilments: {
                by: components["schemas"]["Actor"];
                /** @description Ordinal of the `Compensated` within the complaint, from 1. */
                compensation: number;
                /** @description A staff `sub`. */
                confirmedBy: string;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                /** @description Of the payment or the parcel. */
                reference?: string;
                revision: number;
            }[];
            handBacks: {
                by: components["schemas"]["Actor"];
                from: number;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @description Who handles it there, a staff `sub`. */
                person?: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                to: number;
            }[];
            handOvers: {
                by: components["schemas"]["Actor"];
                /** @description Null if nobody had it. */
                from: null | components["schemas"]["Holder"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                to: components["schemas"]["Holder"];
            }[];
            /** @description Where it was taken over from, and what was noticed then. */
            imports: {
                by: components["schemas"]["Actor"];
                /** @description The source's columns kept as they were, without personal ones. */
                columns: {
                    [key: string]: string;
                };
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                source: components["schemas"]["Source"];
                waived: components["schemas"]["Waiver"][];
                warnings: components["schemas"]["ImportWarning"][];
            }[];
            /** @description The mass incident that it is part of; null if of none. */
            incident: {
                by: components["schemas"]["Actor"];
                incidentId: string;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            } | null;
            incidentsJoined: {
                by: components["schemas"]["Actor"];
                incidentId: string;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            incidentsLeft: {
                by: components["schemas"]["Actor"];
                incidentId: string;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            interimMeasures: {
                by: components["schemas"]["Actor"];
                /** @description A code: what. */
                measure: string;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                product?: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                /** Format: date-time */
                until?: string;
            }[];
            investigations: {
                /** @description A branch of the company's own below it, a code of the taxonomy. */
                branch?: string;
                by: components["schemas"]["Actor"];
                evidence: components["schemas"]["Evidence"][];
                /**
                 * @description Absent only if nothing was substantiated.
                 * @enum {string}
                 */
                faultParty?: "customer" | "own" | "third";
                /** @enum {string} */
                finding: "partly" | "substantiated" | "not";
                /** @description Behind the visible issue 显性 lay a hidden one 隐性. */
                hiddenIssue: boolean;
                note?: components["schemas"]["NotShown"] | components["schemas"]["StarNote"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                /**
                 * @description Fishbone branch; absent only if nothing was substantiated.
                 * @enum {string}
                 */
                rootCause?: "people" | "process" | "product" | "policy" | "system" | "environment";
                /** @description 最不利解释原则: where a text was unclear, it was read against ourselves. */
                unfavourableReading: boolean;
            }[];
            /**
             * Format: date-time
             * @description When the latest event of the case occurred; the import of a history is not one.
             */
            lastEventAt: string;
            /** @description Those that were not lifted; while there is one, nobody the case is about is erased. */
            legalHolds: {
                by: components["schemas"]["Actor"];
                /** @description Ordinal within the complaint, from 1. */
                hold: number;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                /** @description What it is kept for: a file number, who asked. */
                reference?: string | components["schemas"]["NotShown"];
                revision: number;
            }[];
            legalHoldsLifted: {
                by: components["schemas"]["Actor"];
                hold: number;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            legalHoldsPlaced: {
                by: components["schemas"]["Actor"];
                /** @description Ordinal within the complaint, from 1. */
                hold: number;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                /** @description What it is kept for: a file number, who asked. */
                reference?: string | components["schemas"]["NotShown"];
                revision: number;
            }[];
            /** @description 1 is the front line. */
            level: number;
            /** @description The cases that this one has to do with now, and everything that was said about that. */
            links: {
                by: components["schemas"]["Actor"];
                complaintId: string;
                kind: components["schemas"]["LinkKind"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            /** @description The case that this one was merged into; null if it stands for itself. */
            mergedInto: {
                by: components["schemas"]["Actor"];
                complaintId: string;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            } | null;
            mergers: {
                by: components["schemas"]["Actor"];
                complaintId: string;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            notes: {
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                text: string | components["schemas"]["NotShown"];
            }[];
            origin: components["schemas"]["Origin"];
            owed: components["schemas"]["OwedRemedy"][];
            paymentFailures: {
                by: components["schemas"]["Actor"];
                compensation: number;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                reference?: string;
                revision: number;
            }[];
            /** @description Of the latest event, in the log. */
            position: string;
            promises: {
                amount?: components["schemas"]["Money"];
                by: components["schemas"]["Actor"];
                channel: string;
                /** Format: date-time */
                due: string;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                promise: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            promisesKept: {
                by: components["schemas"]["Actor"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                promise: number;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            /** @description In order of their rounds. */
            proposals: components["schemas"]["ProposalRound"][];
            /** @description The complaint form, as it was written. */
            received: {
                /** @description 事件经过, what happened. */
                account?: string | components["schemas"]["NotShown"];
                /**
                 * Format: date-time
                 * @description At a branch: when the customer came and left.
                 */
                arrivedAt?: string;
                by: components["schemas"]["Actor"];
                /** @description 投诉原因, a code of the cause taxonomy. */
                cause: string;
                channel: string;
                complainant?: components["schemas"]["NotShown"] | components["schemas"]["Complainant"];
                complainantKind: components["schemas"]["ComplainantKind"];
                /** @description 客户要求 in the customer's words. */
                demands?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                departedAt?: string;
                /** @description 第一接待人, a staff `sub`; null where an imported source does not name one. */
                firstReceiver: string | null;
                /** @enum {string} */
                grade: "grievance" | "complaint";
                /** Format: date-time */
                happenedAt?: string;
                jurisdiction?: string;
                /** @description BCP 47; `und` where unknown. */
                language: string;
                /** Format: date-time */
                occurredAt: string;
                /** @description The policy pack that the case is handled under; absent where there was none yet. */
                pack?: components["schemas"]["ChosenPack"];
                personsInvolved?: string[] | components["schemas"]["NotShown"];
                place?: string | components["schemas"]["NotShown"];
                /** @enum {string} */
                precision?: "day" | "not-before";
                product?: string;
                /** Format: date-time */
                recordedAt: string;
                /** @description Staff `sub`s complained about, or who handled the matter complained about: recused (rule 2). */
                respondents: string[];
                revision: number;
                /** @description The complaint's number at whoever passed it on, e.g. a regulator. */
                sourceReference?: string;
                /** @description Which category the words point to; absent if to none. */
                suggestion?: components["schemas"]["Suggestion"];
                tags: string[];
                unit?: string;
                /** @description Signals of the pack whose words stand in what the customer said. */
                words?: string[];
            };
            /** Format: date-time */
            recordedAt: string;
            recusals: {
                by: components["schemas"]["Actor"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @description A staff `sub`. */
                person: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                /** @description Roles in which nobody else is left to act: the matrix's stand-ins take their place. */
                vacates: string[];
            }[];
            reopenings: {
                by: components["schemas"]["Actor"];
                /** @description 1 for the first reopening. */
                count: number;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            replies: {
                by: components["schemas"]["Actor"];
                cc?: string[] | components["schemas"]["NotShown"];
                channel: string;
                /** @description The notice of a mass incident, by its ordinal there: all members are told the same. */
                incident?: {
                    incidentId: string;
                    notice: number;
                };
                /** @enum {string} */
                kind: "interim" | "holding" | "summary" | "final";
                /** @description The letter as it was sent. */
                letter?: components["schemas"]["Evidence"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                reasons?: string | components["schemas"]["NotShown"];
                recipients?: string[] | components["schemas"]["NotShown"];
                /** Format: date-time */
                recordedAt: string;
                recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
                revision: number;
                template?: components["schemas"]["Template"];
                text?: string | components["schemas"]["NotShown"];
            }[];
            /** @description Of the latest event. */
            revision: number;
            /** @description Why the case is over the threshold of its pack; null while it is not. */
            risk: {
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                occurredAt: string;
                pack: components["schemas"]["ChosenPack"];
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                score: number;
                /** @description Those with points, in the order of the pack. */
                signals: components["schemas"]["CountedSignal"][];
                threshold: number;
            } | null;
            risksEased: {
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                occurredAt: string;
                pack: components["schemas"]["ChosenPack"];
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                score: number;
                /** @description Those with points, in the order of the pack. */
                signals: components["schemas"]["CountedSignal"][];
                threshold: number;
            }[];
            risksRaised: {
                by: components["schemas"]["Actor"];
                /** Format: date-time */
                occurredAt: string;
                pack: components["schemas"]["ChosenPack"];
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                score: number;
                /** @description Those with points, in the order of the pack. */
                signals: components["schemas"]["CountedSignal"][];
                threshold: number;
            }[];
            /** @enum {string} */
            status: "open" | "closed";
            /** @description Version of the taxonomy under which it was coded last, by the form, a correction or what followed; null if only elsewhere. */
            taxonomy: number | null;
            /** @description Remedies, cancelled ones left out, whose amount the source does not say; they are in no sum. */
            unknownAmounts: number;
            unlinkings: {
                by: components["schemas"]["Actor"];
                complaintId: string;
                kind: components["schemas"]["LinkKind"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            unmergings: {
                by: components["schemas"]["Actor"];
                complaintId: string;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
            withdrawals: {
                by: components["schemas"]["Actor"];
                channel: string;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                reason?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            }[];
        };
        CompleteImprovementDto: {
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description What was done. */
            result: string;
        };
        ConditionDto: {
            /** @description One of these as well. */
            anyOf?: components["schemas"]["ConditionDto"][];
            /** @description Of the latest classification, like the severities. */
            categories?: string[];
            causes?: string[];
            channels?: string[];
            grades?: string[];
            /** @description That of a country is also that of its parts: `US` of `US-TX`. */
            jurisdictions?: string[];
            /** @description But not this. */
            not?: components["schemas"]["ConditionDto"];
            products?: string[];
            severities?: string[];
            units?: string[];
        };
        /** @description Which complaints: those that fit all that is named, by any of its codes. */
        ConditionDtoAnswer: {
            /** @description One of these as well. */
            anyOf?: components["schemas"]["ConditionDtoAnswer"][];
            /** @description Of the latest classification, like the severities. */
            categories?: string[];
            causes?: string[];
            channels?: string[];
            grades?: string[];
            /** @description That of a country is also that of its parts: `US` of `US-TX`. */
            jurisdictions?: string[];
            /** @description But not this. */
            not?: components["schemas"]["ConditionDtoAnswer"];
            products?: string[];
            severities?: string[];
            units?: string[];
        };
        /** @description Where a band applies; what is left out does not matter. All that is named must hold. */
        Conditions: {
            /** @description Currencies of the proposal; the band's bounds stay in the matrix's. */
            currencies?: string[];
            products?: string[];
            remedies?: string[];
            units?: string[];
        };
        ConditionsDto: {
            /** @description Of the proposal; bounds stay in the matrix's currency. */
            currencies?: string[];
            products?: string[];
            remedies?: string[];
            units?: string[];
        };
        /** @description How to reach a person. All of it is sealed as one value. */
        Contact: {
            address?: string;
            /** @description The person's number in the company's own records. */
            customerNumber?: string;
            email?: string;
            name?: string;
            phone?: string;
        };
        ContactDto: {
            address?: string;
            /** @description The person's number in the company's own records. */
            customerNumber?: string;
            /** Format: email */
            email?: string;
            name?: string;
            phone?: string;
        };
        /** @description Somebody spoke with the customer, or tried to. */
        ContactMadeData: {
            channel: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description True if it was before the complaint form (rule 1). */
            preReceipt: boolean;
            reached: boolean;
            summary?: string | components["schemas"]["NotShown"];
            /** @description As in `Received`. */
            words?: string[];
        };
        /** @description What another department was asked for, and what it said; null until it does. */
        Contribution: {
            given: {
                answer?: string | components["schemas"]["NotShown"];
                by: components["schemas"]["Actor"];
                contribution: number;
                evidence: components["schemas"]["Evidence"][];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why it is refused. */
                reason?: string;
                /** Format: date-time */
                recordedAt: string;
                /** @enum {string} */
                result: "refused" | "given";
                revision: number;
            } | null;
            requested: {
                /**
                 * Format: date-time
                 * @description Until when it is wanted.
                 */
                answerBy?: string;
                by: components["schemas"]["Actor"];
                /** @description Ordinal within the complaint, from 1. */
                contribution: number;
                /** Format: date-time */
                occurredAt: string;
                of: components["schemas"]["Holder"];
                /** @enum {string} */
                precision?: "day" | "not-before";
                question: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                recordedAt: string;
                revision: number;
            };
        };
        /** @description The other department answered; who, is in the envelope. */
        ContributionGivenData: {
            answer?: string | components["schemas"]["NotShown"];
            contribution: number;
            evidence: components["schemas"]["Evidence"][];
            /** @description A code: why it is refused. */
            reason?: string;
            /** @enum {string} */
            result: "refused" | "given";
        };
        /** @description Another department is asked to do its part, in parallel: the time until it answers belongs to it. */
        ContributionRequestedData: {
            /**
             * Format: date-time
             * @description Until when it is wanted.
             */
            answerBy?: string;
            /** @description Ordinal within the complaint, from 1. */
            contribution: number;
            of: components["schemas"]["Holder"];
            question: string | components["schemas"]["NotShown"];
        };
        /** @enum {string} */
        CorrectableField: "unit" | "product" | "channel" | "cause" | "firstReceiver" | "happenedAt" | "arrivedAt" | "departedAt" | "jurisdiction" | "complainantKind" | "respondents" | "grade" | "tags" | "sourceReference" | "language" | "demands" | "account" | "place" | "personsInvolved" | "complainant";
        CorrectDto: {
            /** @enum {string} */
            field: "channel" | "cause" | "firstReceiver" | "happenedAt" | "arrivedAt" | "departedAt" | "product" | "unit" | "jurisdiction" | "complainantKind" | "respondents" | "grade" | "tags" | "sourceReference" | "language" | "demands" | "account" | "place" | "personsInvolved" | "complainant";
            /** @description What is right, as the form would have it; null: there should be none. */
            new: (string | string[] | Record<string, never>) | null;
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description What you take the field to say; refused if it says something else. Not for personal fields. */
            old?: (string | string[] | Record<string, never>) | null;
            /** @description A code: why. */
            reason: string;
        };
        /** @description A field of the form was wrong (rule 1). The form stays as it was written; what counts from now on is this value. */
        CorrectedData: {
            /** @description Ordinal within the complaint, from 1. */
            correction: number;
            field: components["schemas"]["CorrectableField"];
            new?: null | string | string[];
            note?: string | components["schemas"]["NotShown"];
            /** @description Old and new value, unless the field is personal. */
            old?: null | string | string[];
            /** @description The new value of a personal field; absent if it was struck out. The old one is where `replaces` says. */
            personal?: unknown;
            /** @description A code: why. */
            reason: string;
            /** @description Where the old value was written: 0 the form, else the correction of this ordinal. */
            replaces: number;
        };
        /** @description A correction with what the field said before and says now, sealed where that is personal; null: nothing. */
        Correction: {
            by: components["schemas"]["Actor"];
            /** @description Ordinal within the complaint, from 1. */
            correction: number;
            field: components["schemas"]["CorrectableField"];
            new: unknown;
            note?: string | components["schemas"]["NotShown"];
            /** Format: date-time */
            occurredAt: string;
            old: unknown;
            /** @enum {string} */
            precision?: "day" | "not-before";
            /** @description A code: why. */
            reason: string;
            /** Format: date-time */
            recordedAt: string;
            /** @description Where the old value was written: 0 the form, else the correction of this ordinal. */
            replaces: number;
            revision: number;
        };
        /** @description What another case of the same matter costs (rule 3), as it stands at a decision. */
        CountedCase: {
            complaintId: string;
            /** @description Ordered there and not cancelled; unknown amounts of imports are in no sum. */
            ordered: components["schemas"]["Money"][];
            /** @description What is proposed there at this moment and not ordered yet. */
            proposed?: components["schemas"]["Money"];
        };
        /** @enum {string} */
        CountedColumn: "complaints" | "reader" | "kind" | "purpose" | "day" | "reads" | "readers" | "first" | "last";
        /** @description A fact that went into a number. A complaint occurs as often as it was counted: with two escalations twice. Beside it: what the report was split or narrowed by. */
        CountedComplaint: {
            /** @description Of a number that is computed from others: the column that this went into. */
            column?: string;
            /** @description Of reports over improvements `improvementId`; what was measured has neither. */
            complaintId?: string;
            occurredAt: string;
            /** @description Of the event that was counted. */
            position: string;
            /** @description Of a column that is no count: what this fact adds to it, in the column's unit. */
            value?: number | null;
        } & {
            [key: string]: null | string | number;
        };
        CountedComplaints: {
            /** @description The cuts of the first page hold for all. */
            asOf: string;
            items: components["schemas"]["CountedComplaint"][];
            knownAt: string;
            /** @enum {string} */
            leadsTo: "complaints" | "improvements" | "measurements";
            measure: string;
            /** @description Cursor of the page after; null on the last. */
            next: string | null;
            position: string | null;
            report: string;
        };
        /** @description A day that was counted: by its weekday, or because it is listed, under the name that it has there. */
        CountedDay: {
            day: string;
            /** @description Of working time, if hours were counted. */
            minutes?: number;
            name?: string;
        };
        /** @description A day that was counted: by its weekday, or because it is listed, under the name that it has there. */
        CountedDayDto: {
            day: string;
            /** @description Of working time, if hours were counted. */
            minutes?: number;
            name?: string;
        };
        /** @description How many reads there were of a combination of what they are counted by. */
        CountedReads: {
            /** @description Complaints that were asked for by their ids, each once. */
            complaints: number;
            day?: string | null;
            /** Format: date-time */
            first: string;
            kind?: string | null;
            /** Format: date-time */
            last: string;
            purpose?: string | null;
            reader?: string | null;
            readers: number;
            reads: number;
        };
        /** @description What of a signal counts: how often it was there beyond what is let pass, and what that makes. */
        CountedSignal: {
            count: number;
            points: number;
            signal: string;
        };
        CustomerAcceptedData: {
            /** @enum {string} */
            acceptedBy: "customer" | "proxy" | "guardian" | "heir";
            /** @enum {string} */
            consent: "verbal" | "written";
            /** @description Required unless the customer accepted in person. */
            evidence?: components["schemas"]["Evidence"];
            note?: string | components["schemas"]["NotShown"];
            round: number;
            /** @description The offer said that it is subject to approval. */
            subjectToApproval: boolean;
        };
        /** @description What the customer, or who may decide for them, said to a proposal. */
        CustomerDecided: {
            /** @enum {string} */
            acceptedBy: "customer" | "proxy" | "guardian" | "heir";
            by: components["schemas"]["Actor"];
            /** @enum {string} */
            consent: "verbal" | "written";
            /** @constant */
            decision: "accepted";
            /** @description Required unless the customer accepted in person. */
            evidence?: components["schemas"]["Evidence"];
            note?: string | components["schemas"]["NotShown"];
            /** Format: date-time */
            occurredAt: string;
            /** @enum {string} */
            precision?: "day" | "not-before";
            /** Format: date-time */
            recordedAt: string;
            revision: number;
            round: number;
            /** @description The offer said that it is subject to approval. */
            subjectToApproval: boolean;
        } | {
            by: components["schemas"]["Actor"];
            /** @constant */
            decision: "refused";
            newDemand?: string | components["schemas"]["NotShown"];
            /** Format: date-time */
            occurredAt: string;
            /** @enum {string} */
            precision?: "day" | "not-before";
            reason?: string | components["schemas"]["NotShown"];
            /** Format: date-time */
            recordedAt: string;
            /** @enum {string} */
            refusedBy: "customer" | "proxy" | "guardian" | "heir";
            revision: number;
            round: number;
            /** @description As in `Received`. */
            words?: string[];
        };
        CustomerDecisionDto: {
            /**
             * @description Who decided.
             * @default customer
             * @enum {string}
             */
            by: "customer" | "guardian" | "proxy" | "heir";
            /**
             * @description How they said yes. Required with `accepted`, and goes with it only.
             * @enum {string}
             */
            consent?: "verbal" | "written";
            /** @enum {string} */
            decision: "accepted" | "refused";
            /** @description Required unless the customer accepted in person; only with `accepted`. */
            evidence?: components["schemas"]["EvidenceDto"];
            /** @description What they want instead; only with `refused`. */
            newDemand?: string;
            /** @description Only with `accepted`. */
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description Why not, in the customer's words; only with `refused`. */
            reason?: string;
            /** @description The current one, if left out. */
            round?: number;
            /** @description The offer said that it is subject to approval; only with `accepted`. */
            subjectToApproval?: boolean;
        };
        CustomerRefusedData: {
            newDemand?: string | components["schemas"]["NotShown"];
            reason?: string | components["schemas"]["NotShown"];
            /** @enum {string} */
            refusedBy: "customer" | "proxy" | "guardian" | "heir";
            round: number;
            /** @description As in `Received`. */
            words?: string[];
        };
        DeadlineExtendedData: {
            /** @description Who approved it, a staff `sub`, in which role; and who had asked for it. */
            approver: string;
            /** Format: date-time */
            before: string;
            clock: string;
            /** Format: date-time */
            due: string;
            /** @description Ordinal among the extensions of this clock, from 1. */
            extension: number;
            length: components["schemas"]["Length"];
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
            requestedBy?: string;
            role: string;
            warnings: components["schemas"]["Warning"][];
        };
        /** @description What was owed is done, in time or not. */
        DeadlineMetData: {
            clock: string;
            /** Format: date-time */
            due: string;
            /**
             * @description It happened after it was due.
             * @constant
             */
            late?: true;
            /** @enum {string} */
            moment: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
            rule: string;
        };
        /** @description The due time went by. It is still owed. */
        DeadlineMissedData: {
            clock: string;
            /** Format: date-time */
            due: string;
            rule: string;
        };
        /** @description Time stands still: it is the customer's turn. */
        DeadlinePausedData: {
            clock: string;
            /**
             * @description What paused it, or the code of a person's reason.
             * @enum {string}
             */
            moment?: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
            note?: string | components["schemas"]["NotShown"];
            reason?: string;
        };
        DeadlineResumedData: {
            clock: string;
            /** Format: date-time */
            due: string;
            /** @enum {string} */
            moment?: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
            note?: string | components["schemas"]["NotShown"];
            reason?: string;
            warnings: components["schemas"]["Warning"][];
        };
        /** @description A clock of the pack began to run, in the append that caused it. It says why it is due then, for good. */
        DeadlineSetData: {
            calendar: {
                name: string;
                version: number;
            };
            /** @description Of the clock within the complaint: the rule's code, `promise-2` where each moment has one of its own, `reply-2` for the second time. */
            clock: string;
            /**
             * Format: date-time
             * @description In time up to this very millisecond.
             */
            due: string;
            /**
             * Format: date-time
             * @description It was typed in late and something of it would fire at once: not before this, so that people can say first what came of it.
             */
            firesFrom?: string;
            /** Format: date-time */
            from: string;
            length: "as-said" | components["schemas"]["Length"];
            /**
             * @description What started it, and when.
             * @enum {string}
             */
            moment: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
            pack: components["schemas"]["ChosenPack"];
            /**
             * @description The due time lies beyond the days for which the calendar knows the holidays, or on a provisional one's account.
             * @constant
             */
            provisional?: true;
            /** @description The role that has to see to it. */
            responsible: string;
            /** @description The code of the rule in the pack. */
            rule: string;
            /** @description The paragraph that the rule comes from. */
            source: string;
            statutory: boolean;
            warnings: components["schemas"]["Warning"][];
        };
        DeadlinesPage: {
            /** @description Of all that the filters leave, whatever their status and due time: those that do not stand still. */
            counts: {
                dueToday: number;
                dueWithin24Hours: number;
                overdue: number;
            };
            items: components["schemas"]["ListedDeadline"][];
            /** @description Cursor of the page after; null on the last. */
            next: string | null;
        };
        /** @description Nothing is owed any more. */
        DeadlineStoppedData: {
            clock: string;
            /** @enum {string} */
            moment: "withdrawn" | "closed" | "customer-refused" | "merged" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
            rule: string;
        };
        /** @description A share of a clock's time is over. */
        DeadlineWarnedData: {
            clock: string;
            /** Format: date-time */
            due: string;
            percent: number;
            rule: string;
        };
        DelegateDto: {
            /** @description A staff `sub`. */
            delegate: string;
            /**
             * Format: date-time
             * @description Inclusive; now, if left out.
             */
            from?: string;
            /** @description A code: why; not the person's affairs in words, which the log would keep for ever. */
            reason: string;
            role: string;
            /**
             * Format: date-time
             * @description Exclusive; at most 366 days after `from`.
             */
            until: string;
        };
        /** @description Somebody lets somebody else sign in one of their roles for a while; the other cannot pass it on. */
        Delegation: {
            delegate: string;
            /** @description Staff `sub`s. */
            delegator: string;
            /**
             * Format: date-time
             * @description Inclusive.
             */
            from: string;
            id: string;
            reason: string;
            role: string;
            /**
             * Format: date-time
             * @description Exclusive.
             */
            until: string;
        };
        /** @description What came of a command on a delegation. */
        DelegationAnswer: {
            delegationId: string;
            events: components["schemas"]["CausedEvent"][];
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        DelegationsPage: {
            items: components["schemas"]["GivenDelegation"][];
            /** @description Cursor of the page after; null on the last. */
            next: string | null;
        };
        /** @description The latest events first. */
        DeliveriesPage: {
            items: components["schemas"]["DeliveryAnswer"][];
            /** @description `cursor` of the next page; null on the last. */
            next: string | null;
        };
        /** @description One event on its way to where one rule says. */
        DeliveryAnswer: {
            /** Format: date-time */
            createdAt: string;
            deliveryId: string;
            /**
             * Format: date-time
             * @description When it was delivered or given up.
             */
            endedAt: string | null;
            eventId: string;
            /** @description Why it did not get there the last time. */
            lastCode: string | null;
            lastReason: string | null;
            /** @description What the receiver answered last, HTTP or SMTP. */
            lastStatus: number | null;
            /** Format: date-time */
            nextTryAt: string | null;
            /** @description Of the event in the log. */
            position: string;
            /** @description The id of the rule, and the version of the rules by which it is sent. */
            rule: string;
            ruleVersion: number;
            /**
             * @description `dead`: given up, until somebody retries it.
             * @enum {string}
             */
            status: "pending" | "delivered" | "dead";
            /** @description Such as `complaint-<uuid>`. */
            stream: string;
            /** @description Since it was enqueued, or retried by somebody. */
            tries: number;
            type: string;
        };
        DismissDto: {
            /** @description Why, in a line; nothing personal: it is kept. */
            reason: string;
        };
        DropImprovementDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code. */
            reason: string;
        };
        /** @description When something is due, and why then. */
        DueDto: {
            calendar: string;
            /** @description The first 100, in order. */
            counted: components["schemas"]["CountedDayDto"][];
            /** Format: date-time */
            due: string;
            /** @description Holidays on which it depends are not known yet. */
            isProvisional: boolean;
            /** @description How many days more there are of both. */
            leftOut: number;
            /** @description On the clocks of the zone. */
            local: string;
            /** @description The first 100, in order. */
            skipped: components["schemas"]["SkippedDayDto"][];
            /** @description Of all calendars. */
            version: number;
            zone: string;
        };
        Effectiveness: {
            after: components["schemas"]["ComparedWeeks"];
            asOf: string;
            /** @description When that was. */
            at: string;
            /**
             * @description What was compared: the complaints themselves, or for a thousand of the first figure that is known on both sides.
             * @enum {string}
             */
            basis: "complaints" | "policies" | "customers" | "orders";
            before: components["schemas"]["ComparedWeeks"];
            improvementId: string;
            knownAt: string;
            /** @description What would tell more: `weeks-after` that are not over at `asOf`, `exposure-before`, `exposure-after`. */
            missing: ("weeks-after" | "exposure-before" | "exposure-after")[];
            scope: components["schemas"]["Scope"];
            /** @enum {string} */
            since: "adoption" | "completion";
            tz: string;
            /**
             * @description `too-early`: the weeks after are not over yet.
             * @enum {string}
             */
            verdict: "fallen" | "same" | "risen" | "too-early";
            weeks: number;
        };
        /** @description What somebody concluded from the weeks before the adoption and as many after it. */
        EffectivenessReviewedData: {
            after: number;
            /** @description Complaints within the scope in those weeks. */
            before: number;
            note?: string | components["schemas"]["NotShown"];
            /** @enum {string} */
            verdict: "fallen" | "same" | "risen";
            weeks: number;
        };
        /** @description What came of an approval; `position` covers all of it. */
        ErasureAnswer: {
            alsoNamedIn: string[];
            complaintId: string;
            complaints: string[];
            events: components["schemas"]["CausedEvent"][];
            improvements: string[];
            incidents: string[];
            mails: number;
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            requestId: string;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
            uploads: number;
        };
        /** @description How many requests there are of each status. */
        ErasureCounts: {
            approved: number;
            done: number;
            proposed: number;
            rejected: number;
        };
        /** @description What was erased. */
        ErasureDone: {
            /** @description Joint complaints in which somebody else comes first: what is said there of this person is sealed under that one's key, and stays. */
            alsoNamedIn: string[];
            /** @description Every complaint of the person: nothing personal in them can be read any more. */
            complaints: string[];
            /** @description Improvements whose free text named the person, or that were raised from their complaints alone: it cannot be read any more. */
            improvements: string[];
            /** @description Incidents whose free text named the person. */
            incidents: string[];
            /** @description Mails in the outbox that were removed. */
            mails: number;
            /** @description Uploads under way that were removed. */
            uploads: number;
        };
        /** @description A person whose files need not be kept any longer. */
        ErasureDue: {
            /** @description The complaint by which they were found; name it to propose them. */
            complaintId: string;
            complaints: string[];
            /** @description The retention rule that kept it longest, and the version of the rules. */
            rule: string;
            /**
             * Format: date-time
             * @description When the last of their files had been kept long enough.
             */
            since: string;
            version: number;
        };
        /** @description What came of one of several approvals. */
        ErasureOutcome: {
            /** @description Why it was refused, as a problem says it; absent where it is done. */
            code?: string;
            detail?: string;
            facts?: {
                [key: string]: unknown;
            };
            requestId: string;
            /** @description As if it had been sent by itself: 200 where it is done. */
            status: number;
        };
        ErasureOutcomes: {
            done: number;
            items: components["schemas"]["ErasureOutcome"][];
            /** @description Where in the log the last of them is; null if nothing was done. */
            position: string | null;
            refused: number;
        };
        /** @description It was proposed: somebody else has to approve it. */
        ErasureProposedAnswer: {
            /** @description Joint complaints in which somebody else comes first. */
            alsoNamedIn: string[];
            complaintId: string;
            /** @description Every complaint of the person, as of now. */
            complaints: string[];
            events: components["schemas"]["CausedEvent"][];
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            requestId: string;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        /** @description It was rejected. */
        ErasureRejectedAnswer: {
            events: components["schemas"]["CausedEvent"][];
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            requestId: string;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        /** @description A request for erasure. */
        ErasureRequestDto: {
            /** @description The complaint that was named. */
            complaintId: string;
            /** Format: date-time */
            decidedAt: string | null;
            /** @description Who approved or rejected it; null while it waits. */
            decidedBy: string | null;
            /** @description Null until it is done. */
            done: null | components["schemas"]["ErasureDone"];
            /** Format: date-time */
            doneAt: string | null;
            /** Format: date-time */
            proposedAt: string;
            /** @description A staff `sub`. */
            proposedBy: string;
            /** @description A code: why. */
            reason: string;
            /** @description A code; null unless it was rejected. */
            rejectionReason: string | null;
            requestId: string;
            /**
             * @description `approved`: it is being carried out, or broke off; approving it once more finishes it, as does the next start of the server.
             * @enum {string}
             */
            status: "rejected" | "proposed" | "done" | "approved";
        };
        ErasuresDuePage: {
            items: components["schemas"]["ErasureDue"][];
            /** @description Cursor of the page after; null on the last. A page may have fewer than were asked for, or none, and not be the last. */
            next: string | null;
        };
        ErasuresPageDto: {
            counts: components["schemas"]["ErasureCounts"];
            items: components["schemas"]["ErasureRequestDto"][];
            /** @description Cursor of the page after; null on the last. */
            next: string | null;
        };
        ErasuresProposedAnswer: {
            items: components["schemas"]["ProposedErasure"][];
            /** @description There are more. */
            more: boolean;
            /** @description Where in the log the last of them is; null if there is none. */
            position: string | null;
        };
        /** @description Whether the personal data of a complaint is erased. */
        ErasureState: {
            /** @description A staff `sub`: who approved it. */
            by: string | null;
            complaintId: string;
            /** Format: date-time */
            erasedAt: string | null;
            /** @description A code: why; null, as the next three, if it is not erased. */
            reason: string | null;
            /** Format: date-time */
            recordedAt: string | null;
            /** @description The latest request for the person, those that were not rejected before the others; null if there is none. */
            request: null | components["schemas"]["ErasureRequestDto"];
            /**
             * @description `begun`: it is on record, but the key is still there; approving once more finishes it.
             * @enum {string}
             */
            status: "not-erased" | "begun" | "erased";
        };
        /** @description The case also runs at a body outside; the level stays. */
        EscalatedOutside: {
            /** @enum {string} */
            body: "regulator" | "association" | "ombudsman" | "court" | "media";
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
            /** @description The case's number there. */
            reference?: string;
            /** @constant */
            track: "external";
            /** @enum {string} */
            trigger: "customer" | "person" | "deadline" | "tipping-point" | "authority";
        };
        EscalateDto: {
            /**
             * @description Only with track `external`.
             * @enum {string}
             */
            body?: "regulator" | "association" | "ombudsman" | "court" | "media";
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
            /** @description The case's number there; only with track `external`. */
            reference?: string;
            /** @description The level it moves to, 1 being the front line; only with track `level`. */
            to?: number;
            /**
             * @description `level` moves it up; `external` is a track beside the levels.
             * @enum {string}
             */
            track: "level" | "external";
            /** @enum {string} */
            trigger: "person" | "deadline" | "tipping-point" | "authority" | "customer";
        };
        /** @description Handling moved up a level: 1 is the front line. */
        EscalatedWithin: {
            from: number;
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
            to: number;
            /** @constant */
            track: "level";
            /** @enum {string} */
            trigger: "customer" | "person" | "deadline" | "tipping-point" | "authority";
        };
        /** @description A level, or one up. */
        EscalateTo: "next" | number;
        EvaluateDto: {
            /**
             * @description Ordered before and not cancelled.
             * @default []
             */
            already: components["schemas"]["MoneyDto"][];
            /**
             * Format: date-time
             * @description Under the matrix in force then; now, if left out.
             */
            asOf?: string;
            /** @description What is asked for. */
            now: components["schemas"]["MoneyDto"];
            product?: string;
            /** @description A code of the remedy menu. */
            remedy: string;
            unit?: string;
        };
        /** @description Bytes are kept elsewhere: their SHA-256 in hex, and where they are. */
        Evidence: {
            hash: string;
            locator: string;
        };
        /** @description Bytes are kept elsewhere: in the evidence store, or where the locator says. */
        EvidenceAddedData: {
            bytes?: number;
            description?: string | components["schemas"]["NotShown"];
            hash: string;
            locator: string;
            /** @description Of what is in the evidence store: what it is, and how many bytes before encryption. */
            mediaType?: string;
            /** @description True if it is older than the complaint form (rule 1). */
            preReceipt: boolean;
        };
        EvidenceDto: {
            /** @description SHA-256, hex. */
            hash: string;
            locator: string;
        };
        /** @description How long signatures take, in whole minutes; null where one of the roles never signed in the period. */
        Expected: {
            median: number | null;
            p90: number | null;
        };
        ExplainedChange: {
            /** @description What led to it, the nearest first; the last is where it began. */
            causes: components["schemas"]["Cause"][];
            /** @description What it changed in the case. */
            changes: components["schemas"]["ChangedField"][];
            command: components["schemas"]["CausingCommand"];
            correlationId: string;
            /** @description As it was stored, in today's version of its type; what was personal and is erased, or not for the reader, says so. */
            data: Record<string, never>;
            hash: string;
            id: string;
            /** Format: date-time */
            occurredAt: string;
            origin: components["schemas"]["Origin"];
            /** @description The version of each policy that counted. */
            policyVersions: {
                [key: string]: number;
            };
            position: string;
            /**
             * @description How exactly `occurredAt` is known; absent: to the millisecond.
             * @enum {string}
             */
            precision?: "day" | "not-before";
            /** Format: date-time */
            recordedAt: string;
            revision: number;
            rules: components["schemas"]["AppliedRule"][];
            stream: string;
            type: string;
            who: components["schemas"]["Who"];
        };
        /** @description An event with why it is there. */
        ExplainedEvent: {
            /** @description What led to it, the nearest first; the last is where it began. */
            causes: components["schemas"]["Cause"][];
            command: components["schemas"]["CausingCommand"];
            correlationId: string;
            /** @description As it was stored, in today's version of its type; what was personal and is erased, or not for the reader, says so. */
            data: Record<string, never>;
            hash: string;
            id: string;
            /** Format: date-time */
            occurredAt: string;
            origin: components["schemas"]["Origin"];
            /** @description The version of each policy that counted. */
            policyVersions: {
                [key: string]: number;
            };
            position: string;
            /**
             * @description How exactly `occurredAt` is known; absent: to the millisecond.
             * @enum {string}
             */
            precision?: "day" | "not-before";
            /** Format: date-time */
            recordedAt: string;
            revision: number;
            rules: components["schemas"]["AppliedRule"][];
            stream: string;
            type: string;
            who: components["schemas"]["Who"];
        };
        ExtendDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why; the rule of the clock may permit some only. */
            reason: string;
            /** @description Who asked for it, a staff `sub`. */
            requestedBy?: string;
        };
        ExtensionDto: {
            /** @description A role as in tokens. */
            approver: string;
            length: components["schemas"]["LengthDto"];
            /** @description Codes; any if left out. */
            reasons?: string[];
            source?: components["schemas"]["RuleSourceDto"];
            /** @description How often this one may be used. */
            times: number;
        };
        /** @description How a running clock may be given more time. */
        ExtensionDtoAnswer: {
            /** @description A role as in tokens. */
            approver: string;
            length: components["schemas"]["LengthDtoAnswer"];
            /** @description Codes; any if left out. */
            reasons?: string[];
            source?: components["schemas"]["RuleSourceDtoAnswer"];
            /** @description How often this one may be used. */
            times: number;
        };
        ExternalDecisionDto: {
            /** @description What it awards to the customer; ordered by a compensation with the acceptance `external-award`. */
            award?: components["schemas"]["MoneyDto"];
            /** @enum {string} */
            body: "regulator" | "association" | "ombudsman" | "court" | "media";
            /** Format: date-time */
            decidedAt?: string;
            evidence?: components["schemas"]["EvidenceDto"];
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description The case's number there. */
            reference?: string;
            /** @enum {string} */
            ruling: "upheld" | "partly" | "rejected" | "settled" | "inadmissible";
        };
        /** @description A body outside decided. */
        ExternalDecisionReceivedData: {
            /** @description What it awards to the customer. */
            award?: components["schemas"]["Money"];
            /** @enum {string} */
            body: "regulator" | "association" | "ombudsman" | "court" | "media";
            /** Format: date-time */
            decidedAt?: string;
            evidence?: components["schemas"]["Evidence"];
            note?: string | components["schemas"]["NotShown"];
            /** @description The case's number there. */
            reference?: string;
            /** @enum {string} */
            ruling: "upheld" | "partly" | "rejected" | "inadmissible" | "settled";
        };
        FailPaymentDto: {
            /** @description Which of the complaint's compensations, from 1; the only one that is still owed, if left out. */
            compensation?: number;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
            /** @description Of the payment or the parcel. */
            reference?: string;
        };
        /** @description What an event changed in a field of the case; null: there was, or is, nothing. */
        FieldChange: {
            after: unknown;
            before: unknown;
            field: string;
        };
        /** @description Which file of evidence joined the case. */
        FileAnswer: {
            complaintId: string;
            events: components["schemas"]["CausedEvent"][];
            /** @description SHA-256 of the file as it is stored, encrypted: the file's name in `GET …/evidence/{hash}`. */
            hash: string;
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        /** @description The customer was asked, or it was tried, or it is recorded why they cannot be asked. */
        FollowedUpData: {
            /** @description Absent only with an impossibility. */
            channel?: string;
            comment?: string | components["schemas"]["NotShown"];
            /** @enum {string} */
            impossibility?: "anonymous" | "unreachable" | "declined" | "through-authority";
            newDemand?: string | components["schemas"]["NotShown"];
            reached: boolean;
            /** @description 1 (very dissatisfied) to 5 (very satisfied). */
            satisfaction?: number;
            solved?: boolean;
            /** @description As in `Received`. */
            words?: string[];
            wouldBuyAgain?: boolean;
        };
        FollowUpDto: {
            /** @description Required unless an impossibility is recorded. */
            channel?: string;
            comment?: string;
            /**
             * @description Why the customer cannot be asked.
             * @enum {string}
             */
            impossibility?: "anonymous" | "unreachable" | "declined" | "through-authority";
            newDemand?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            reached: boolean;
            /** @description 1 (very dissatisfied) to 5 (very satisfied). */
            satisfaction?: number;
            solved?: boolean;
            wouldBuyAgain?: boolean;
        };
        FulfilDto: {
            /** @description Which of the complaint's compensations, from 1; the only one that is still owed, if left out. */
            compensation?: number;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description Of the payment or the parcel. */
            reference?: string;
        };
        GiveContributionDto: {
            answer?: string;
            /** @description Ordinal of the request within the complaint; the only one without an answer, if left out. */
            contribution?: number;
            /** @default [] */
            evidence: components["schemas"]["EvidenceDto"][];
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why it is refused. */
            reason?: string;
            /**
             * @description `refused` needs a reason.
             * @default given
             * @enum {string}
             */
            result: "given" | "refused";
        };
        /** @description Who lets whom sign in which role, and whether it was taken back. */
        GivenDelegation: {
            delegate: string;
            /** @description Staff `sub`s. */
            delegator: string;
            /**
             * Format: date-time
             * @description Inclusive.
             */
            from: string;
            /** Format: date-time */
            givenAt: string;
            id: string;
            reason: string;
            /**
             * Format: date-time
             * @description From then on it is not in force, whatever `until` says; null while nobody revoked it.
             */
            revokedAt: string | null;
            revokedBy: string | null;
            revokedReason: string | null;
            role: string;
            /**
             * Format: date-time
             * @description Exclusive.
             */
            until: string;
        };
        HandBackDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description Who handles it there, a staff `sub`. */
            person?: string;
            /** @description A code: why. */
            reason: string;
            /** @description The level it goes back to, 1 being the front line. */
            to: number;
        };
        /** @description The case goes back to a lower level: escalation itself never goes down (rule 9). */
        HandedBackData: {
            from: number;
            note?: string | components["schemas"]["NotShown"];
            /** @description Who handles it there, a staff `sub`. */
            person?: string;
            /** @description A code: why. */
            reason: string;
            to: number;
        };
        /** @description The case went from one hand into the next, in series: the time in between belongs to who had it. */
        HandedOverData: {
            /** @description Null if nobody had it. */
            from: null | components["schemas"]["Holder"];
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
            to: components["schemas"]["Holder"];
        };
        HandOverDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
            to: components["schemas"]["HolderDto"];
        };
        /** @description The day so far, in numbers as the reports `backlog` and `escalation` and the list of deadlines have them. */
        HeadlinesDto: {
            /** Format: date-time */
            asOf: string;
            /** @description Closings today. */
            closed: number;
            /** @description The local day. */
            date: string;
            /** @description Clocks due in what is left of today. */
            dueToday: number;
            /** @description Escalations today, to a level or a body outside. */
            escalated: number;
            /** @description Complaints open now, and not merged into another. */
            open: number;
            /** @description Clocks owed now and past their time. */
            overdue: number;
            /** @description Up to where the log is counted; null while it holds no complaint. */
            position: string | null;
            /** @description Complaints received today. */
            received: number;
            /** @description Reopenings today. */
            reopened: number;
            /** @description Whose day it is, an IANA name: the installation's. */
            tz: string;
        };
        /** @description Everything before this event in the same append was taken over from another system. */
        HistoryImportedData: {
            /** @description The source's columns kept as they were, without personal ones. */
            columns: {
                [key: string]: string;
            };
            source: components["schemas"]["Source"];
            waived: components["schemas"]["Waiver"][];
            warnings: components["schemas"]["ImportWarning"][];
        };
        /** @description One event as it is told. */
        HistoryItem: {
            $causationId: string;
            $correlationId: string;
            actor: components["schemas"]["Actor"];
            changes: components["schemas"]["FieldChange"][];
            commandId: string;
            /** @description As its type has it. */
            data: components["schemas"]["ReceivedData"] | components["schemas"]["ClassifiedData"] | components["schemas"]["AssignedData"] | components["schemas"]["ClosedData"] | components["schemas"]["AcknowledgedData"] | components["schemas"]["HandedBackData"] | components["schemas"]["RecusedData"] | components["schemas"]["EvidenceAddedData"] | components["schemas"]["NoteAddedData"] | components["schemas"]["ContactMadeData"] | components["schemas"]["PromiseMadeData"] | components["schemas"]["ApologisedData"] | components["schemas"]["InvestigatedData"] | components["schemas"]["ResolutionProposedData"] | components["schemas"]["ApprovalRequestedData"] | components["schemas"]["ApprovalGrantedData"] | components["schemas"]["ApprovalRefusedData"] | components["schemas"]["ApprovalVoidedData"] | components["schemas"]["ResolutionWithdrawnData"] | components["schemas"]["CustomerAcceptedData"] | components["schemas"]["CustomerRefusedData"] | components["schemas"]["CompensatedData"] | components["schemas"]["RemedyFulfilledData"] | components["schemas"]["PaymentFailedData"] | components["schemas"]["CompensationCancelledData"] | components["schemas"]["EscalatedWithin"] | components["schemas"]["EscalatedOutside"] | components["schemas"]["ReplySentData"] | components["schemas"]["FollowedUpData"] | components["schemas"]["WithdrawnData"] | components["schemas"]["ReopenedData"] | components["schemas"]["HandedOverData"] | components["schemas"]["ContributionRequestedData"] | components["schemas"]["ContributionGivenData"] | components["schemas"]["InterimMeasureTakenData"] | components["schemas"]["BranchVisitData"] | components["schemas"]["ExternalDecisionReceivedData"] | components["schemas"]["CorrectedData"] | components["schemas"]["LinkedData"] | components["schemas"]["UnlinkedData"] | components["schemas"]["MergedIntoData"] | components["schemas"]["UnmergedData"] | components["schemas"]["LegalHoldPlacedData"] | components["schemas"]["LegalHoldLiftedData"] | components["schemas"]["PersonalDataErasedData"] | components["schemas"]["DeadlineSetData"] | components["schemas"]["DeadlineWarnedData"] | components["schemas"]["DeadlinePausedData"] | components["schemas"]["DeadlineResumedData"] | components["schemas"]["DeadlineExtendedData"] | components["schemas"]["DeadlineMissedData"] | components["schemas"]["DeadlineMetData"] | components["schemas"]["DeadlineStoppedData"] | components["schemas"]["PromiseKeptData"] | components["schemas"]["RiskRaisedData"] | components["schemas"]["JoinedIncidentData"] | components["schemas"]["LeftIncidentData"] | components["schemas"]["HistoryImportedData"];
            /** @description SHA-256 over the RFC 8785 form of the stored event. */
            hash: string;
            id: string;
            /** Format: date-time */
            occurredAt: string;
            origin: components["schemas"]["Origin"];
            /** @description Version of each policy (matrix, pack, taxonomy) that the decision was made under. */
            policyVersions: {
                [key: string]: number;
            };
            /** @description In the log. */
            position: string;
            /** @enum {string} */
            precision?: "day" | "not-before";
            /** @description Hash of the stream's event before this one; 64 zeros for the first. */
            previousHash: string;
            /** Format: date-time */
            recordedAt: string;
            revision: number;
            schemaVersion: number;
            stream: string;
            /** @description The data subjects whose keys seal fields of this event. */
            subjectIds: string[];
            /** @enum {string} */
            type: "Received" | "Acknowledged" | "Assigned" | "Apologised" | "Investigated" | "Compensated" | "Escalated" | "ReplySent" | "FollowedUp" | "Closed" | "Withdrawn" | "Reopened" | "Classified" | "HandedBack" | "Recused" | "EvidenceAdded" | "NoteAdded" | "ContactMade" | "PromiseMade" | "ResolutionProposed" | "ResolutionWithdrawn" | "ApprovalRequested" | "ApprovalGranted" | "ApprovalRefused" | "ApprovalVoided" | "CustomerAccepted" | "CustomerRefused" | "RemedyFulfilled" | "PaymentFailed" | "CompensationCancelled" | "HandedOver" | "ContributionRequested" | "ContributionGiven" | "InterimMeasureTaken" | "CustomerArrived" | "CustomerDeparted" | "ExternalDecisionReceived" | "Corrected" | "Linked" | "Unlinked" | "MergedInto" | "Unmerged" | "LegalHoldPlaced" | "LegalHoldLifted" | "PersonalDataErased" | "PromiseKept" | "DeadlineSet" | "DeadlineWarned" | "DeadlinePaused" | "DeadlineResumed" | "DeadlineExtended" | "DeadlineMet" | "DeadlineMissed" | "DeadlineStopped" | "RiskRaised" | "RiskEased" | "JoinedIncident" | "LeftIncident" | "HistoryImported";
        };
        /** @description Who has a case, or a part of the work on it: at least one of a person (staff `sub`), unit, team or skill. */
        Holder: {
            person?: string;
            skill?: string;
            team?: string;
            unit?: string;
        };
        HolderDto: {
            /** @description A staff `sub`. */
            person?: string;
            skill?: string;
            team?: string;
            unit?: string;
        };
        HoursDto: {
            from: string;
            /** @description `24:00` is the end of the day. */
            to: string;
        };
        /** @description A stretch of a working day on the clock of the calendar's zone. */
        HoursDtoAnswer: {
            from: string;
            /** @description `24:00` is the end of the day. */
            to: string;
        };
        /** @description Something an importer noticed; not personal. */
        ImportWarning: {
            code: string;
            detail: string;
        };
        ImprovementAdoptedData: {
            note?: string | components["schemas"]["NotShown"];
        };
        /** @description What came of a command on an improvement. */
        ImprovementAnswer: {
            events: components["schemas"]["CausedEvent"][];
            improvementId: string;
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        /** @description An improvement with all that happened to it, in order: also what was planned before it was planned anew. */
        ImprovementDetail: {
            /** Format: date-time */
            adoptedAt: string | null;
            adoptedBy: string | null;
            /** @enum {string} */
            cause: "people" | "process" | "product" | "policy" | "system" | "environment";
            /** @description What it was raised from. */
            complaints: string[];
            /** @description `json`, as the measure: sealed, handed back as it came. */
            description: null | string | components["schemas"]["NotShown"];
            /** Format: date-time */
            doneAt: string | null;
            /** Format: date-time */
            droppedAt: string | null;
            droppedReason: string | null;
            due: string | null;
            history: components["schemas"]["ImprovementHistoryEntry"][];
            improvementId: string;
            /** @enum {string} */
            kind: "corrective" | "preventive" | "opportunity" | "training";
            measure: null | string | components["schemas"]["NotShown"];
            /** @description A staff `sub`, as the other people. */
            owner: string | null;
            /** Format: date-time */
            raisedAt: string;
            raisedBy: string;
            /** @description Of the last event that was folded. */
            revision: number;
            /** @description Which complaints it should make fewer. */
            scope: null | components["schemas"]["Scope"];
            /** @enum {string} */
            status: "raised" | "planned" | "adopted" | "done" | "dropped";
            title: string;
            trend: string | null;
            unit: string | null;
            /**
             * @description Of the latest review of its effectiveness.
             * @enum {string|null}
             */
            verdict: "fallen" | "same" | "risen" | null;
        };
        ImprovementDoneData: {
            /** @description What was done. */
            result: string | components["schemas"]["NotShown"];
        };
        ImprovementDroppedData: {
            note?: string | components["schemas"]["NotShown"];
            /** @description A code. */
            reason: string;
        };
        /** @description What happened, by whom and when. */
        ImprovementHistoryEntry: {
            by: components["schemas"]["Actor"];
            data: components["schemas"]["ImprovementRaisedData"] | components["schemas"]["ImprovementPlannedData"] | components["schemas"]["ImprovementAdoptedData"] | components["schemas"]["ImprovementDoneData"] | components["schemas"]["BenefitRecordedData"] | components["schemas"]["EffectivenessReviewedData"] | components["schemas"]["ImprovementDroppedData"];
            /** Format: date-time */
            occurredAt: string;
            position: string;
            /** Format: date-time */
            recordedAt: string;
            revision: number;
            /** @enum {string} */
            type: "ImprovementRaised" | "ImprovementPlanned" | "ImprovementAdopted" | "ImprovementDone" | "BenefitRecorded" | "EffectivenessReviewed" | "ImprovementDropped";
        };
        /** @description What was planned or planned anew; what is left out stays as it was. */
        ImprovementPlannedData: {
            /** @description The day on which it is to be done at the latest. */
            due?: string;
            /** @description What is to be done. */
            measure?: string | components["schemas"]["NotShown"];
            /** @description Who sees to it, a staff `sub`. */
            owner?: string;
            /** @description A code: why the plan was changed. */
            reason?: string;
            scope?: components["schemas"]["Scope"];
            unit?: string;
        };
        ImprovementRaisedData: {
            /** @enum {string} */
            cause: "people" | "process" | "product" | "policy" | "system" | "environment";
            description?: string | components["schemas"]["NotShown"];
            /** @description What it was raised from: complaints by their ids, a trend, or both. */
            from: {
                complaints?: string[];
                /** @description The report and what it was asked, such as `root-causes by=unit product=gas`; plain. */
                trend?: string;
            };
            /** @enum {string} */
            kind: "corrective" | "preventive" | "opportunity" | "training";
            scope?: components["schemas"]["Scope"];
            /** @description Shown to everybody: nothing about a person. */
            title: string;
            /** @description The org unit that improves. */
            unit?: string;
        };
        ImprovementsPage: {
            items: components["schemas"]["ListedImprovement"][];
            /** @description Cursor of the page after; null on the last. */
            next: string | null;
        };
        /** @description What came of a command on an incident. */
        IncidentAnswer: {
            events: components["schemas"]["CausedEvent"][];
            incidentId: string;
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        /** @description An incident with how far it is: `counts` of those that are members now. */
        IncidentDetail: {
            cause: string;
            /** Format: date-time */
            closedAt: string | null;
            closedReason: string | null;
            counts: {
                approved: number;
                compensated: number;
                fulfilled: number;
                members: number;
                offered: number;
                skipped: number;
                told: number;
            };
            /**
             * Format: date-time
             * @description As it was said last.
             */
            eta: string | null;
            incidentId: string;
            /** @description Which complaints join by themselves; null: none. */
            joins: null | components["schemas"]["JoinCriteria"];
            notices: components["schemas"]["SentNotice"][];
            offers: components["schemas"]["MadeOffer"][];
            /** Format: date-time */
            openedAt: string;
            openedBy: string;
            product: string | null;
            /** @description Of the last event that was folded. */
            revision: number;
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            status: "open" | "closed";
            /** @description `json`: sealed, handed back as it came. */
            summary: null | string | components["schemas"]["NotShown"];
            title: string;
            unit: string | null;
        };
        IncidentMembersPage: {
            items: {
                complaintId: string;
                /** Format: date-time */
                joinedAt: string;
                /** Format: date-time */
                leftAt: string | null;
                leftReason: string | null;
                /** @description It joined by itself. */
                matched: boolean;
                /** @description Ordinal of its joining, the latest if it left and came back. */
                member: number;
                /** @description Ordinals of the notices that it was told. */
                notices: number[];
                offers: components["schemas"]["MemberOffer"][];
                /** @description What it did not get, and the rule that refused it. */
                skipped: {
                    /** @description The rule that refused it in the member's own case, by its code. */
                    code: string;
                    notice?: number;
                    offer?: number;
                }[];
            }[];
            /** @description Cursor of the page after; null on the last. */
            next: string | null;
        };
        IncidentsPage: {
            items: components["schemas"]["IncidentDetail"][];
            /** @description Cursor of the page after; null on the last. */
            next: string | null;
        };
        InForceDto: {
            inForce: boolean;
        };
        InterimMeasureDto: {
            /** @description A code: what, such as `stop-use` 停用. */
            measure: string;
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            product?: string;
            /** Format: date-time */
            until?: string;
        };
        /** @description Something was done at once, so that nothing worse happens: stop use 停用, a replacement on loan, … */
        InterimMeasureTakenData: {
            /** @description A code: what. */
            measure: string;
            note?: string | components["schemas"]["NotShown"];
            product?: string;
            /** Format: date-time */
            until?: string;
        };
        /** @description A finding was reached. */
        InvestigatedData: {
            /** @description A branch of the company's own below it, a code of the taxonomy. */
            branch?: string;
            evidence: components["schemas"]["Evidence"][];
            /**
             * @description Absent only if nothing was substantiated.
             * @enum {string}
             */
            faultParty?: "customer" | "own" | "third";
            /** @enum {string} */
            finding: "partly" | "substantiated" | "not";
            /** @description Behind the visible issue 显性 lay a hidden one 隐性. */
            hiddenIssue: boolean;
            note?: components["schemas"]["NotShown"] | components["schemas"]["StarNote"];
            /**
             * @description Fishbone branch; absent only if nothing was substantiated.
             * @enum {string}
             */
            rootCause?: "people" | "process" | "product" | "policy" | "system" | "environment";
            /** @description 最不利解释原则: where a text was unclear, it was read against ourselves. */
            unfavourableReading: boolean;
        };
        InvestigateDto: {
            /** @description A branch of the company's own below it, as the taxonomy lists it. */
            branch?: string;
            /** @default [] */
            evidence: components["schemas"]["EvidenceDto"][];
            /**
             * @description Required unless nothing was substantiated.
             * @enum {string}
             */
            faultParty?: "own" | "customer" | "third";
            /** @enum {string} */
            finding: "substantiated" | "partly" | "not";
            /**
             * @description Behind the visible issue 显性 lay a hidden one 隐性.
             * @default false
             */
            hiddenIssue: boolean;
            note?: components["schemas"]["StarNoteDto"];
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /**
             * @description Branch of the fishbone diagram; required unless nothing was substantiated.
             * @enum {string}
             */
            rootCause?: "people" | "process" | "product" | "policy" | "system" | "environment";
            /**
             * @description 最不利解释原则: where a text was unclear, it was read against ourselves.
             * @default false
             */
            unfavourableReading: boolean;
        };
        /** @description What came of it when complaints were to join. */
        JoinAnswer: {
            events: components["schemas"]["CausedEvent"][];
            incidentId: string;
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description Those that are no members, and why. */
            refused: components["schemas"]["RefusedComplaint"][];
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        JoinComplaintsDto: {
            complaints: string[];
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
        };
        /** @description Which complaints join by themselves: received from then on, and all that is named fits, by any of its codes. */
        JoinCriteria: {
            causes?: string[];
            channels?: string[];
            /**
             * Format: date-time
             * @description Received no earlier, and before.
             */
            from?: string;
            products?: string[];
            /** Format: date-time */
            to?: string;
            /** @description The units complained about, each by itself. */
            units?: string[];
        };
        JoinCriteriaDto: {
            causes?: string[];
            channels?: string[];
            /**
             * Format: date-time
             * @description Received no earlier.
             */
            from?: string;
            products?: string[];
            /**
             * Format: date-time
             * @description Received before.
             */
            to?: string;
            /** @description The units complained about, each by itself. */
            units?: string[];
        };
        /** @description The case is one of many of the same cause. What the company does for all of them follows by automation. */
        JoinedIncidentData: {
            incidentId: string;
        };
        KeepPromiseDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description Ordinal of the promise within the complaint, from 1; the only open one, if left out. */
            promise?: number;
        };
        KeywordEntryDto: {
            category: string;
            /**
             * @description In `zh` a word is found wherever its characters stand, in `en` as a word of its own.
             * @enum {string}
             */
            language: "zh" | "en";
            /** @description What each word found adds to the category's score. */
            weight: number;
            words: string[];
        };
        /** @description Words that point to a category. */
        KeywordEntryDtoAnswer: {
            category: string;
            /**
             * @description In `zh` a word is found wherever its characters stand, in `en` as a word of its own.
             * @enum {string}
             */
            language: "en" | "zh";
            /** @description What each word found adds to the category's score. */
            weight: number;
            words: string[];
        };
        KeywordsDto: {
            entries: components["schemas"]["KeywordEntryDto"][];
        };
        KeywordsDtoAnswer: {
            entries: components["schemas"]["KeywordEntryDtoAnswer"][];
        };
        KeywordsVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["KeywordsDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        KnownDaysDto: {
            from: string;
            to: string;
        };
        KnownDaysDtoAnswer: {
            from: string;
            to: string;
        };
        /** @description What a text shown to people says, in each language. */
        Labels: {
            en: string;
            "zh-CN": string;
        };
        LabelsDto: {
            en: string;
            "zh-CN": string;
        };
        /** @description What people see, in each language. */
        LabelsDtoAnswer: {
            en: string;
            "zh-CN": string;
        };
        LeftIncidentData: {
            incidentId: string;
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
        };
        LegalHoldLiftedData: {
            hold: number;
            /** @description A code: why. */
            reason: string;
        };
        /** @description The case is needed as it is, for a court, an authority or an audit: nobody it is about is erased until the hold is lifted. */
        LegalHoldPlacedData: {
            /** @description Ordinal within the complaint, from 1. */
            hold: number;
            /** @description A code: why. */
            reason: string;
            /** @description What it is kept for: a file number, who asked. */
            reference?: string | components["schemas"]["NotShown"];
        };
        Length: {
            amount: number;
            /** @enum {string} */
            unit: "hours" | "calendar-days" | "business-days" | "business-hours";
        };
        LengthDto: {
            amount: number;
            /** @enum {string} */
            unit: "hours" | "calendar-days" | "business-days" | "business-hours";
        };
        /** @description How long: a whole number of a unit. Days end with the last millisecond of a local day. */
        LengthDtoAnswer: {
            amount: number;
            /** @enum {string} */
            unit: "hours" | "calendar-days" | "business-days" | "business-hours";
        };
        /** @description What came of a letter. */
        LetterAnswer: {
            complaintId: string;
            events: components["schemas"]["CausedEvent"][];
            /** @description SHA-256 of the letter as it is kept: `GET /v1/complaints/{id}/evidence/{hash}` reads it. */
            letter: string;
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        LetterDto: {
            /**
             * @description Whether an apology says that it was our fault.
             * @default false
             */
            admitsFault: boolean;
            /**
             * Format: date-time
             * @description Until when; required of an acknowledgement.
             */
            answerBy?: string;
            /** @description Who apologises, a staff `sub`; who writes, if left out. */
            apologist?: string;
            /** @description Mail addresses of those who get a copy. */
            cc?: string[];
            /**
             * @description `letter` and `post` are printed: nothing is mailed but to whom `recipients` and `cc` name.
             * @default email
             */
            channel: string;
            /** @description The named contact of an acknowledgement, a staff `sub`. */
            contact?: string;
            /** @description What else the template says, by the name that it has there; what the case and the other fields say is not replaced. */
            fields?: {
                [key: string]: string;
            };
            /** @description What happens next. */
            handling?: string;
            /** @description What was done to find out. */
            investigation?: string;
            /**
             * @description That of the complaint, if left out; where there is none in it, that in which the template comes first.
             * @enum {string}
             */
            language?: "zh-CN" | "en";
            /** @description The measure by which it does not happen again. */
            noRepeat?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description Why it was decided so; required of a final letter. */
            reasons?: string;
            /** @description Mail addresses; the complainant's, if left out. */
            recipients?: string[];
            /**
             * @description Where the customer may turn next; a final letter names at least one.
             * @default []
             */
            recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
            /** @description What the customer gets. */
            remedy?: string;
            /** @description A sentence of one's own about what the customer went through. */
            sympathy?: string;
            /** @description Id of a template in force. */
            template: string;
        };
        LetterPartDto: {
            /** @enum {string} */
            part: "greeting" | "date-received" | "investigation" | "sympathy" | "apology" | "no-repeat" | "handling" | "reasons" | "remedy" | "recourse" | "contact" | "closing" | "cc";
            /** @description Liquid. */
            text: string;
        };
        /** @description A part of a letter. */
        LetterPartDtoAnswer: {
            /** @enum {string} */
            part: "remedy" | "investigation" | "reasons" | "apology" | "greeting" | "date-received" | "sympathy" | "no-repeat" | "handling" | "recourse" | "contact" | "closing" | "cc";
            /** @description Liquid. */
            text: string;
        };
        /** @description A letter as it would be sent; nothing is stored. */
        LetterPreview: {
            cc: string[];
            /** @description The same words; markup is only the paragraphs'. */
            html: string;
            /** @enum {string} */
            language: "zh-CN" | "en";
            recipients: string[];
            subject: string;
            template: components["schemas"]["UsedTemplate"];
            text: string;
        };
        LettersDto: {
            templates: components["schemas"]["LetterTemplateDto"][];
        };
        LettersDtoAnswer: {
            templates: components["schemas"]["LetterTemplateDtoAnswer"][];
        };
        LettersVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["LettersDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        LetterTemplateDto: {
            /** @description The same in every language. */
            id: string;
            /**
             * @description What it is for.
             * @enum {string}
             */
            kind: "acknowledgement" | "interim" | "holding" | "summary" | "final" | "apology";
            /** @enum {string} */
            language: "zh-CN" | "en";
            /** @description In this order. */
            parts: components["schemas"]["LetterPartDto"][];
            /** @description Liquid, one line. */
            subject: string;
        };
        /** @description A letter with gaps. */
        LetterTemplateDtoAnswer: {
            /** @description The same in every language. */
            id: string;
            /**
             * @description What it is for.
             * @enum {string}
             */
            kind: "interim" | "holding" | "summary" | "final" | "acknowledgement" | "apology";
            /** @enum {string} */
            language: "zh-CN" | "en";
            /** @description In this order. */
            parts: components["schemas"]["LetterPartDtoAnswer"][];
            /** @description Liquid, one line. */
            subject: string;
        };
        LiftHoldDto: {
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why, e.g. judgment-final. */
            reason: string;
        };
        LinkDto: {
            /**
             * Format: uuid
             * @description The other complaint.
             */
            complaintId: string;
            /**
             * @description `repeat`: the same again; `joint`: one matter of several people, counted together; `related`: worth knowing.
             * @enum {string}
             */
            kind: "repeat" | "joint" | "related";
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
        };
        /** @description The case has to do with another. The other's stream says the same, by automation. */
        LinkedData: {
            complaintId: string;
            kind: components["schemas"]["LinkKind"];
            note?: string | components["schemas"]["NotShown"];
        };
        /**
         * @description `merged`: the other case was merged into this one; only a merge says so.
         * @enum {string}
         */
        LinkKind: "joint" | "merged" | "repeat" | "related";
        /** @description One complaint in a list: what can be filtered, sorted and answered, no personal data. */
        ListedComplaint: {
            /** @description Since it was received or last reopened: acknowledged to the customer. */
            acknowledged: boolean;
            assignedSkill: string | null;
            assignedTeam: string | null;
            assignedUnit: string | null;
            /** @description Who handles it now: a staff `sub`. */
            assignee: string | null;
            /** @description It is over the threshold of its pack. */
            atRisk: boolean;
            /** @description As it was classified last; null, as the next three, until it was. */
            category: string | null;
            cause: string;
            channel: string;
            /**
             * Format: date-time
             * @description Null while it is open.
             */
            closedAt: string | null;
            complaintId: string;
            /** @description How many contributions of other departments are asked for and not given or refused. */
            contributions: number;
            /** @description Of whom each of these is asked: the unit, else the team, skill or person. */
            contributionsFrom: string[];
            /** @description Nothing personal of it can be read any more. */
            erased: boolean;
            /** @description Bodies outside at which it also runs: they have not decided. */
            externalBodies: string[];
            /** @description Ordinals of the remedies that the customer has: a payment that comes back later is owed again. */
            fulfilled: number[];
            /** @enum {string} */
            grade: "grievance" | "complaint";
            /** @description How often it went from one hand into the next. */
            handedOver: number;
            /** @description The customer is in a branch. */
            inBranch: boolean;
            /** @description The mass incident that it is part of. */
            incident: string | null;
            /** @description Since it was received or last reopened: a finding was reached. */
            investigated: boolean;
            jurisdiction: string | null;
            /** @description BCP 47. */
            language: string;
            /**
             * Format: date-time
             * @description When the latest event of the case occurred; the import of a history is not one.
             */
            lastEventAt: string;
            /** @description 1 is the front line. */
            level: number;
            /** @description How many other cases it is linked to, each counted once. */
            linked: number;
            /** @description The case that it goes on in. */
            mergedInto: string | null;
            origin: components["schemas"]["Origin"];
            /**
             * @description How it ended; null while it is open.
             * @enum {string|null}
             */
            outcome: "withdrawn" | "not-stated" | "upheld" | "partly" | "rejected" | "goodwill" | "transferred" | "duplicate" | "inadmissible" | "unresolved" | null;
            /** @description How many remedies were ordered, and neither fulfilled nor cancelled. */
            owed: number;
            /** @description Of the latest event in the log. */
            position: string;
            product: string | null;
            /**
             * @description How the latest round of proposal and approval stands; null if nothing was proposed.
             * @enum {string|null}
             */
            proposal: "requested" | "granted" | "spent" | "ended" | null;
            /** @description Ordinal of that round within the complaint, from 1. */
            proposalRound: number | null;
            /**
             * Format: date-time
             * @description When it was received, by the calendar of the business.
             */
            receivedAt: string;
            reopenedCount: number;
            /** @description Since it was received or last reopened: a final or summary reply was sent. */
            replied: boolean;
            /** @description Of the latest event in the complaint's stream. */
            revision: number;
            /** @description To be handled with discretion. */
            sensitive: boolean | null;
            /** @enum {string|null} */
            severity: "low" | "medium" | "high" | "critical" | null;
            sourceId: string | null;
            /** @description The complaint's number at whoever passed it on. */
            sourceReference: string | null;
            /** @description The system that an imported complaint comes from, and its id there. */
            sourceSystem: string | null;
            /** @enum {string} */
            status: "open" | "closed";
            /** @description What the keyword library made of the customer's words at receipt. */
            suggestedCategory: string | null;
            tags: string[];
            /** @description The unit complained about. */
            unit: string | null;
            /** @enum {string|null} */
            urgency: "urgent" | "normal" | null;
        };
        /** @description A clock of a complaint: why it is due then, how it stands, and who has to see to it. */
        ListedDeadline: {
            assignedSkill: string | null;
            assignedTeam: string | null;
            assignedUnit: string | null;
            assignee: string | null;
            calendar: {
                name: string;
                version: number;
            };
            /** @description Of the clock within the complaint, and its rule in the pack. */
            clock: string;
            complaintId: string;
            /**
             * Format: date-time
             * @description In time up to this very millisecond.
             */
            due: string;
            extensions: number;
            /** Format: date-time */
            from: string;
            length: "as-said" | components["schemas"]["Length"];
            /** Format: date-time */
            metAt: string | null;
            /** Format: date-time */
            missedAt: string | null;
            /** @description What made the date: what started it, how long it is, in which calendar, by which pack and paragraph. */
            moment: string;
            /**
             * Format: date-time
             * @description The first instant at which something of it fires; null unless it runs.
             */
            nextAt: string | null;
            overdue: boolean;
            pack: {
                name: string;
                version: number;
            };
            /** Format: date-time */
            pausedAt: string | null;
            /** @description Whole minutes that it stood still in all, without the pause that goes on. */
            pausedMinutes: number;
            product: string | null;
            /** @description Its due time depends on holidays that are not known yet. */
            provisional: boolean;
            responsible: string;
            rule: string;
            source: string;
            /** @enum {string} */
            status: "running" | "paused" | "missed" | "met" | "stopped";
            statutory: boolean;
            /** Format: date-time */
            stoppedAt: string | null;
            /** @description The unit complained about. */
            unit: string | null;
            /** @description The highest share of its time that was warned of, in per cent; 0 if of none. */
            warned: number;
        };
        ListedImprovement: {
            /** Format: date-time */
            adoptedAt: string | null;
            adoptedBy: string | null;
            /** @enum {string} */
            cause: "people" | "process" | "product" | "policy" | "system" | "environment";
            /** @description What it was raised from. */
            complaints: string[];
            /** @description `json`, as the measure: sealed, handed back as it came. */
            description: null | string | components["schemas"]["NotShown"];
            /** Format: date-time */
            doneAt: string | null;
            /** Format: date-time */
            droppedAt: string | null;
            droppedReason: string | null;
            due: string | null;
            improvementId: string;
            /** @enum {string} */
            kind: "corrective" | "preventive" | "opportunity" | "training";
            measure: null | string | components["schemas"]["NotShown"];
            overdue: boolean;
            /** @description A staff `sub`, as the other people. */
            owner: string | null;
            /** Format: date-time */
            raisedAt: string;
            raisedBy: string;
            /** @description Of the last event that was folded. */
            revision: number;
            /** @description Which complaints it should make fewer. */
            scope: null | components["schemas"]["Scope"];
            /** @enum {string} */
            status: "raised" | "planned" | "adopted" | "done" | "dropped";
            title: string;
            trend: string | null;
            unit: string | null;
            /**
             * @description Of the latest review of its effectiveness.
             * @enum {string|null}
             */
            verdict: "fallen" | "same" | "risen" | null;
        };
        /** @description A read as it is told. */
        ListedRead: {
            /** Format: date-time */
            at: string;
            ids: {
                [key: string]: string;
            };
            /** @description What kind of thing was read: what the route names after `/v1/`, `complaints` or `audit/bundles`. */
            kind: string;
            parameters: {
                [key: string]: string | string[];
            };
            position: string;
            /** @description Null where none was stated. */
            purpose: string | null;
            /** @description A staff `sub`. */
            reader: string;
            /** Format: date-time */
            recordedAt: string;
            roles: string[];
            route: string;
            unit: string | null;
        };
        MadeOffer: {
            at: string;
            /** @enum {string} */
            beneficiary: "customer" | "proxy" | "guardian" | "heir" | "third-party";
            /** @description What the company bears for each member. */
            borne: components["schemas"]["Money"];
            /** @description A staff `sub`. */
            by: string;
            /** @description Ordinal within the incident, from 1. */
            offer: number;
            /** @description A code: why. */
            reason: string;
            /** @description A code of the remedy menu. */
            remedy: string;
            terms: string[];
        };
        MailTargetDto: {
            addresses: string[];
            /** @enum {string} */
            kind: "mail";
            /** @enum {string} */
            language: "zh-CN" | "en";
        };
        /** @description People who are told in a few words. */
        MailTargetDtoAnswer: {
            addresses: string[];
            /** @constant */
            kind: "mail";
            /** @enum {string} */
            language: "zh-CN" | "en";
        };
        MakePromiseDto: {
            /** @description Not beyond the authority of who promises it. */
            amount?: components["schemas"]["MoneyDto"];
            channel: string;
            /** Format: date-time */
            due: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description What was promised, in words. */
            promise: string;
        };
        /** @description What a board is told of a period: reports that are all cut at the same two times, at one position of the log. */
        ManagementReport: {
            asOf: string;
            knownAt: string;
            parameters: {
                asOf: string | null;
                from: string;
                knownAt: string | null;
                to: string;
                tz: string;
            };
            parts: {
                alerts: components["schemas"]["Report"];
                authority: components["schemas"]["Report"];
                authorityTotal: components["schemas"]["Report"];
                backlog: components["schemas"]["Report"];
                backlogBefore: components["schemas"]["Report"];
                backlogByMonth: components["schemas"]["Report"];
                benefit: components["schemas"]["Report"];
                channels: components["schemas"]["Report"];
                clocks: components["schemas"]["Report"];
                compensation: components["schemas"]["Report"];
                compensationBefore: components["schemas"]["Report"];
                escalation: components["schemas"]["Report"];
                escalationBefore: components["schemas"]["Report"];
                escalationReached: components["schemas"]["Report"];
                firstContact: components["schemas"]["Report"];
                firstContactBefore: components["schemas"]["Report"];
                hotSpots: components["schemas"]["Report"];
                improvement: components["schemas"]["Report"];
                outcomes: components["schemas"]["Report"];
                outcomesBefore: components["schemas"]["Report"];
                outcomesTotal: components["schemas"]["Report"];
                promises: components["schemas"]["Report"];
                remedies: components["schemas"]["Report"];
                repeats: components["schemas"]["Report"];
                resolution: components["schemas"]["Report"];
                resolutionBefore: components["schemas"]["Report"];
                resolutionByMonth: components["schemas"]["Report"];
                risk: components["schemas"]["Report"];
                rootCauses: components["schemas"]["Report"];
                satisfaction: components["schemas"]["Report"];
                satisfactionBefore: components["schemas"]["Report"];
                satisfactionByResolution: components["schemas"]["Report"];
                trainingGap: components["schemas"]["Report"];
                volume: components["schemas"]["Report"];
                volumeBefore: components["schemas"]["Report"];
                volumeByMonth: components["schemas"]["Report"];
            };
            position: string | null;
        };
        /** @description What came of a command on a matrix. */
        MatrixAnswer: {
            events: components["schemas"]["CausedEvent"][];
            matrixVersion: number;
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
        };
        /** @description A matrix, when and by whom it was published, and from when on it no longer is in force. */
        MatrixVersion: {
            bands: components["schemas"]["Band"][];
            bodies: components["schemas"]["Body"][];
            currency: string;
            /** Format: date-time */
            effectiveFrom: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            rates: components["schemas"]["Rate"][];
            /** @description Why it is as it is. */
            reason: string;
            retiredBy: string | null;
            /**
             * Format: date-time
             * @description Exclusive; null while nobody retired it.
             */
            retiredFrom: string | null;
            retiredReason: string | null;
            titles: components["schemas"]["Title"][];
            /** @description 1 for the first that was published. */
            version: number;
        };
        /** @description What became of an offer in a member's case. */
        MemberOffer: {
            /** @description Ordinal of the order within the complaint; null before. */
            compensation: number | null;
            offer: number;
            /** @description Of the approval, within the complaint. */
            round: number;
            /** @enum {string} */
            status: "ended" | "proposed" | "approved" | "compensated" | "fulfilled";
        };
        MenuItemDto: {
            /** @description When it is right. */
            note?: components["schemas"]["LabelsDto"];
            /** @description A code of the taxonomy's remedies. */
            remedy: string;
            /** @description What is usual at most. */
            upTo?: components["schemas"]["MoneyDto"];
        };
        /** @description A remedy that may be offered; what it needs to be approved, the authority matrix says. */
        MenuItemDtoAnswer: {
            /** @description When it is right. */
            note?: components["schemas"]["LabelsDtoAnswer"];
            /** @description A code of the taxonomy's remedies. */
            remedy: string;
            /** @description What is usual at most. */
            upTo?: components["schemas"]["MoneyDtoAnswer"];
        };
        /** @description The case goes on in another; what was ordered here counts towards that one's total. */
        MergedIntoData: {
            complaintId: string;
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
        };
        MergeDto: {
            /**
             * Format: uuid
             * @description The other complaint.
             */
            complaintId: string;
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
        };
        /** @description The envelope stored beside every event. Final: later versions only add optional fields. */
        Metadata: {
            $causationId: string;
            $correlationId: string;
            actor: components["schemas"]["Actor"];
            /** @description Keyed digest of the command's body: the same id with another body is refused. */
            commandDigest: string;
            commandId: string;
            /** @description SHA-256 over the RFC 8785 form of the stored event. */
            hash: string;
            /** Format: date-time */
            occurredAt: string;
            origin: components["schemas"]["Origin"];
            /** @description Version of each policy (matrix, pack, taxonomy) that the decision was made under. */
            policyVersions: {
                [key: string]: number;
            };
            /** @enum {string} */
            precision?: "day" | "not-before";
            /** @description Hash of the stream's event before this one; 64 zeros for the first. */
            previousHash: string;
            schemaVersion: number;
            /** @description The data subjects whose keys seal fields of this event. */
            subjectIds: string[];
        };
        /** @description An amount in minor units (cents, fen) of an ISO 4217 currency. */
        Money: {
            amount: number;
            currency: string;
        };
        MoneyDto: {
            amount: number;
            /** @description ISO 4217. */
            currency: string;
        };
        /** @description An amount in minor units (cents, fen). */
        MoneyDtoAnswer: {
            amount: number;
            currency: string;
        };
        /** @description A candidate as the answer names it: which version it is or would be, and the SHA-256 of its canonical JSON. */
        NamedCandidate: {
            digest: string | null;
            /** @enum {string} */
            kind: "matrix" | "packs" | "calendars";
            /** @description Null: whatever was in force. */
            version: number | null;
        };
        /** @description For colleagues, not for the customer. */
        NoteAddedData: {
            text: string | components["schemas"]["NotShown"];
        };
        NoticeTextsDto: {
            en?: string;
            "zh-CN"?: string;
        };
        NotificationConditionDto: {
            categories?: string[];
            causes?: string[];
            channels?: string[];
            /** @description Rules of clocks in the pack, or single clocks of a case such as `promise-2`. */
            clocks?: string[];
            /** @description Of a warning: this share of the time is over, or more. */
            fromPercent?: number;
            grades?: string[];
            jurisdictions?: string[];
            products?: string[];
            severities?: string[];
            units?: string[];
        };
        /** @description Which events a rule is for: those that fit all that is named. */
        NotificationConditionDtoAnswer: {
            /** @description Of the latest classification. */
            categories?: string[];
            causes?: string[];
            channels?: string[];
            /** @description Rules of clocks in the pack, or single clocks of a case such as `promise-2`. */
            clocks?: string[];
            /** @description Of a warning: this share of the time is over, or more. */
            fromPercent?: number;
            grades?: string[];
            /** @description That of a country is also that of its parts: `US` of `US-TX`; upper and lower case are the same. */
            jurisdictions?: string[];
            products?: string[];
            severities?: string[];
            units?: string[];
        };
        NotificationRuleDto: {
            /** @description At most 60 lower-case letters, digits and hyphens, for good: the secret follows from it. */
            id: string;
            /** @description False: nothing is sent, and what waits is given up. */
            isEnabled: boolean;
            labels?: components["schemas"]["LabelsDto"];
            /** @description Types of events of complaints, incidents and improvements, such as `DeadlineMissed`. */
            on: string[];
            to: components["schemas"]["WebhookTargetDto"] | components["schemas"]["MailTargetDto"];
            when?: components["schemas"]["NotificationConditionDto"];
        };
        /** @description Who is told of what. */
        NotificationRuleDtoAnswer: {
            /** @description At most 60 lower-case letters, digits and hyphens, for good: the secret follows from it. */
            id: string;
            /** @description False: nothing is sent, and what waits is given up. */
            isEnabled: boolean;
            labels?: components["schemas"]["LabelsDtoAnswer"];
            /** @description Types of events of complaints, incidents and improvements, such as `DeadlineMissed`. */
            on: string[];
            to: components["schemas"]["WebhookTargetDtoAnswer"] | components["schemas"]["MailTargetDtoAnswer"];
            when?: components["schemas"]["NotificationConditionDtoAnswer"];
        };
        NotificationsDto: {
            rules: components["schemas"]["NotificationRuleDto"][];
        };
        /** @description Who is told of what happens. */
        NotificationsDtoAnswer: {
            rules: components["schemas"]["NotificationRuleDtoAnswer"][];
        };
        NotificationsVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["NotificationsDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        /** @description Stands where a personal value is not shown. */
        NotShown: {
            /** @constant */
            $withheld: true;
        } | {
            /** @constant */
            $erased: true;
        };
        /** @description A remedy of the menu, in the languages that were asked for. */
        OfferedRemedyDto: {
            /** @description The taxonomy's words for it; none if it does not list it. */
            labels: {
                en?: string;
                "zh-CN"?: string;
            };
            /** @description When it is right. */
            note?: {
                en?: string;
                "zh-CN"?: string;
            };
            /** @description What `proposals` and `compensations` take. */
            remedy: string;
            /** @description What is usual at most. */
            upTo?: components["schemas"]["MoneyDtoAnswer"];
        };
        OfferRemedyDto: {
            /**
             * @description Who gets it.
             * @default customer
             * @enum {string}
             */
            beneficiary: "customer" | "guardian" | "proxy" | "heir" | "third-party";
            /** @description 公司承担金额, what the company bears for each member. */
            borne: components["schemas"]["MoneyDto"];
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
            /** @description A code of the remedy menu. */
            remedy: string;
            /**
             * @description Codes: on what terms.
             * @default []
             */
            terms: string[];
        };
        OnMissDto: {
            /** @description A level, or one up. */
            escalateTo: number | "next";
        };
        /** @description What a miss does beside being on record. */
        OnMissDtoAnswer: {
            /** @description A level, or one up. */
            escalateTo: components["schemas"]["EscalateTo"];
        };
        OpenIncidentDto: {
            /** @description A code: what happened. */
            cause: string;
            /**
             * Format: date-time
             * @description When it is expected to be over.
             */
            eta?: string;
            /** @description Without it complaints join by hand only. */
            joins?: components["schemas"]["JoinCriteriaDto"];
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            product?: string;
            /**
             * Format: date-time
             * @description When it began; now, if left out.
             */
            startedAt: string;
            /** @description Shown to everybody: nothing about a person. */
            title: string;
            /** @description The org unit that it happened to. */
            unit?: string;
        };
        /**
         * @description Where a command came from. Clocks and automations ignore what was imported; what a demo plays happened nowhere: it sets and meets clocks, and nobody is told, escalated to or reminded.
         * @enum {string}
         */
        Origin: "api" | "automation" | "import" | "simulation";
        OriginDto: {
            complaints?: string[];
            /** @description The report and what it was asked. */
            trend?: string;
        };
        OtherRuleDto: {
            labels: components["schemas"]["LabelsDto"];
            limit?: number;
            rule: string;
            source: components["schemas"]["RuleSourceDto"];
        };
        /** @description A rule that is no clock: what people have to know. */
        OtherRuleDtoAnswer: {
            labels: components["schemas"]["LabelsDtoAnswer"];
            limit?: number;
            rule: string;
            source: components["schemas"]["RuleSourceDtoAnswer"];
        };
        /** @enum {string} */
        Outcome: "withdrawn" | "not-stated" | "upheld" | "partly" | "rejected" | "goodwill" | "transferred" | "duplicate" | "inadmissible" | "unresolved";
        /** @description A remedy that was ordered, and neither fulfilled nor cancelled. */
        OwedRemedy: {
            borne: null | components["schemas"]["Money"];
            /** @description Ordinal among the complaint's compensations, from 1. */
            compensation: number;
            remedy: string;
            /**
             * @description `failed`: it was tried, and did not reach the customer.
             * @enum {string}
             */
            status: "ordered" | "failed";
        };
        PackDto: {
            acknowledgement: components["schemas"]["AcknowledgementRuleDto"];
            clocks: components["schemas"]["ClockRuleDto"][];
            labels: components["schemas"]["LabelsDto"];
            risk: components["schemas"]["RiskRuleDto"];
            rules: components["schemas"]["OtherRuleDto"][];
            summary: components["schemas"]["SummaryPeriodDto"];
        };
        /** @description What time and risk mean for the complaints that it is chosen for. */
        PackDtoAnswer: {
            /** @description Whether the acknowledgement goes out by itself, and which clock's date it names as that of the answer. */
            acknowledgement: components["schemas"]["AcknowledgementRuleDtoAnswer"];
            clocks: components["schemas"]["ClockRuleDtoAnswer"][];
            labels: components["schemas"]["LabelsDtoAnswer"];
            risk: components["schemas"]["RiskRuleDtoAnswer"];
            /** @description Other rules, which are no clocks: what people have to know, e.g. how many representatives speak for a group. */
            rules: components["schemas"]["OtherRuleDtoAnswer"][];
            /** @description Within which time of receipt a resolution may be agreed in summary (rule 6). */
            summary: components["schemas"]["SummaryPeriodDtoAnswer"];
        };
        PacksDto: {
            /** @description The first that fits a complaint decides; the last one fits all. */
            choices?: components["schemas"]["ChoiceDto"][];
            packs?: {
                [key: string]: components["schemas"]["PackDto"];
            };
        };
        /** @description The packs that change, by name; the others, and the choices if left out, stay as they are. */
        PacksDtoAnswer: {
            /** @description The first that fits a complaint decides; the last one fits all. */
            choices?: components["schemas"]["ChoiceDtoAnswer"][];
            packs?: {
                [key: string]: components["schemas"]["PackDtoAnswer"];
            };
        };
        /** @description A version of all packs. */
        PacksVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["PacksDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        /** @description One pack, with its rules and where they come from. */
        PackVersionDto: {
            /** Format: date-time */
            asOf?: string;
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            name: string;
            pack: components["schemas"]["PackDtoAnswer"];
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        /** @description An event that an automation could not act on. */
        ParkedAnswer: {
            /** @description A rule's code, `failed`, or `behind` for what waits for an earlier event of the same complaint. */
            code: string;
            /** @description Null of an event of something else, such as an incident. */
            complaintId: string | null;
            /** @description Who dismissed it, when and why; null while it waits. */
            dismissed: Record<string, never> | null;
            eventId: string;
            /** Format: date-time */
            parkedAt: string;
            position: string;
            reason: string;
            revision: number;
            stream: string;
            /** Format: date-time */
            triedAt: string;
            tries: number;
            /** @description Of the event. */
            type: string;
        };
        /** @description A page of parked events, in the order in which they happened. */
        ParkedPage: {
            items: components["schemas"]["ParkedAnswer"][];
            /** @description `cursor` of the next page; null on the last. */
            next: string | null;
        };
        PauseDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
        };
        /** @description It did not reach the customer; it is still owed. */
        PaymentFailedData: {
            compensation: number;
            /** @description A code: why. */
            reason: string;
            reference?: string;
        };
        /** @description Days, both in it. */
        Period: {
            from: string;
            to: string;
        };
        PeriodDto: {
            from: string;
            to: string;
        };
        /** @description The key of the complaint's data subject is destroyed: nothing personal in this stream can be read any more. */
        PersonalDataErasedData: {
            /** @description A code: why, e.g. request-of-the-person. */
            reason: string;
            /** @description The erasure request that was approved; absent before there were any. */
            request?: string;
        };
        PlaceLegalHoldDto: {
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why, e.g. litigation, regulator, audit. */
            reason: string;
            /** @description What it is kept for: a file number, who asked. Sealed like all that is personal. */
            reference?: string;
        };
        PlanImprovementDto: {
            /** @description The last day on which it is in time. */
            due?: string;
            measure?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A staff `sub`. */
            owner?: string;
            /** @description A code: why the plan was changed. */
            reason?: string;
            scope?: components["schemas"]["ScopeDto"];
            unit?: string;
        };
        PlaybookDto: {
            category: string;
            product?: string;
            /** @description The remedy menu, what comes first first. */
            remedies: components["schemas"]["MenuItemDto"][];
            /** @description In this order. */
            steps: components["schemas"]["StepDto"][];
        };
        /** @description What is recommended for one category of complaint, of one product if that is named. */
        PlaybookDtoAnswer: {
            category: string;
            product?: string;
            /** @description The remedy menu, what comes first first. */
            remedies: components["schemas"]["MenuItemDtoAnswer"][];
            /** @description In this order. */
            steps: components["schemas"]["StepDtoAnswer"][];
        };
        PlaybooksDto: {
            playbooks: components["schemas"]["PlaybookDto"][];
        };
        PlaybooksDtoAnswer: {
            playbooks: components["schemas"]["PlaybookDtoAnswer"][];
        };
        /** @description A version of the playbooks; of one category if that was asked for, and with a product the one that counts for it. */
        PlaybooksVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["PlaybooksDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        /** @description What came of a publication. */
        PolicyAnswer: {
            /** Format: date-time */
            effectiveFrom: string;
            events: components["schemas"]["CausedEvent"][];
            kind: string;
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
            version: number;
        };
        /** @description A version without what it says. */
        PolicyOutlineDto: {
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        /** @description Every version that was ever published, the latest first. */
        PolicyVersionsDto: {
            items: components["schemas"]["PolicyOutlineDto"][];
        };
        ProblemDto: {
            /** @description Stable: programs may depend on it. */
            code: string;
            /** @description What was wrong and what to do. */
            detail: string;
            /** @description What the refusal was based on. */
            facts: {
                [key: string]: unknown;
            };
            /** @description The path that was asked for; absent where the request could not be read. */
            instance?: string;
            /** @description Finds the request in the log. */
            requestId: string;
            status: number;
            title: string;
            /** @description urn:redress:problem:<code> */
            type: string;
        };
        /** @description How far a complaint is: nothing of what it is about, and nothing of who complained. */
        ProgressDto: {
            /** Format: date-time */
            closedAt: string | null;
            /** @description Whom to ask for, a staff `sub`; null if nobody was named. */
            contact: string | null;
            /**
             * @description What comes next; null once nothing does.
             * @enum {string|null}
             */
            nextStep: "remedy" | "follow-up" | "investigation" | "acknowledgement" | "answer" | "closure" | null;
            /**
             * Format: date-time
             * @description The earliest date that the customer was given and that still stands, kept to or not; null if there is none.
             */
            promisedBy: string | null;
            /** Format: date-time */
            receivedAt: string;
            /** @enum {string} */
            stage: "closed" | "received" | "acknowledged" | "investigated" | "answered" | "under-review";
        };
        /** @description A promise was kept; the ordinal is that of its `PromiseMade` within the complaint, from 1. */
        PromiseKeptData: {
            note?: string | components["schemas"]["NotShown"];
            promise: number;
        };
        /** @description The customer was promised something by a date, perhaps an amount. */
        PromiseMadeData: {
            amount?: components["schemas"]["Money"];
            channel: string;
            /** Format: date-time */
            due: string;
            promise: string | components["schemas"]["NotShown"];
        };
        /** @description A proposal and all that came of it. */
        ProposalRound: {
            customerDecisions: components["schemas"]["CustomerDecided"][];
            /** @description What began it, and what asked for less of the same later; the last one counts. */
            proposed: {
                /** @enum {string} */
                beneficiary: "customer" | "proxy" | "guardian" | "heir" | "third-party";
                borne: components["schemas"]["Money"];
                by: components["schemas"]["Actor"];
                claimed?: components["schemas"]["Money"];
                /** @description What a mass incident offers to all of its members, by its ordinal there. */
                incident?: {
                    incidentId: string;
                    offer: number;
                };
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A staff `sub`. */
                proposer: string;
                /** Format: date-time */
                recordedAt: string;
                remedy: string;
                revision: number;
                /** @description Ordinal of the round within the complaint, from 1. */
                round: number;
                /** @description Codes: on what terms, e.g. return-of-goods. */
                terms: string[];
            }[];
            refusals: {
                /** @description Who delegated their authority, and by which delegation. */
                actingFor?: string;
                /** @description A staff `sub`; of a body's resolution, who recorded it. */
                approver: string;
                by: components["schemas"]["Actor"];
                delegation?: string;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                resolution?: components["schemas"]["Resolution"];
                revision: number;
                /** @description The role that was filled, and where it stands in for one that recusals emptied, that one. */
                role: string;
                round: number;
                standsInFor?: string;
            }[];
            /** @description What the matrix asks for; the last one counts. */
            requested: {
                already: number;
                /** @description `below` is exclusive; null: no upper bound. */
                band: {
                    below: number | null;
                    from: number;
                    scope: string;
                };
                /** @description Those of the required roles and their stand-ins that are bodies. */
                bodies: components["schemas"]["Body"][];
                by: components["schemas"]["Actor"];
                /** @description Merged and joint cases that the total counts, with what is ordered or proposed in them; absent if there are none. */
                counted?: components["schemas"]["CountedCase"][];
                currency: string;
                /** @description Of `already`, what other cases cost, and how many they are; absent if none were counted. */
                elsewhere?: {
                    amount: number;
                    cases: number;
                };
                /**
                 * Format: date-time
                 * @description From then on nothing can be signed or ordered in this round.
                 */
                lapsesAt?: string;
                matrixVersion: number;
                /** @enum {string} */
                mode: "any" | "all" | "ordered";
                now: number;
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description Those that were used. */
                rates: components["schemas"]["Rate"][];
                /** @description The evaluation, explained in a sentence. */
                reason: components["schemas"]["Labels"];
                /** Format: date-time */
                recordedAt: string;
                required: components["schemas"]["RequiredRole"][];
                revision: number;
                round: number;
                total: number;
                validDays?: number;
            }[];
            /** @description Ordinal within the complaint, from 1. */
            round: number;
            /** @description All that were given; those of a voiding's `approver` no longer count. */
            signatures: {
                /** @description Who delegated their authority, and by which delegation. */
                actingFor?: string;
                /** @description A staff `sub`; of a body's resolution, who recorded it. */
                approver: string;
                by: components["schemas"]["Actor"];
                /** @description True if nothing is missing any more. */
                completes: boolean;
                delegation?: string;
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                resolution?: components["schemas"]["Resolution"];
                revision: number;
                /** @description The role that was filled, and where it stands in for one that recusals emptied, that one. */
                role: string;
                round: number;
                standsInFor?: string;
            }[];
            /** @enum {string} */
            status: "requested" | "granted" | "spent" | "ended";
            voidings: {
                /** @description Whose signature alone is void; the round goes on. */
                approver?: string;
                by: components["schemas"]["Actor"];
                /** @enum {string} */
                cause: "lapsed" | "withdrawn" | "closed" | "changed" | "recused" | "customer-refused" | "merged";
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                round: number;
            }[];
            withdrawals: {
                by: components["schemas"]["Actor"];
                note?: string | components["schemas"]["NotShown"];
                /** Format: date-time */
                occurredAt: string;
                /** @enum {string} */
                precision?: "day" | "not-before";
                /** @description A code: why. */
                reason: string;
                /** Format: date-time */
                recordedAt: string;
                revision: number;
                round: number;
            }[];
        };
        ProposedErasure: {
            complaintId: string;
            requestId: string;
        };
        ProposeDto: {
            /**
             * @description Who gets it.
             * @default customer
             * @enum {string}
             */
            beneficiary: "customer" | "guardian" | "proxy" | "heir" | "third-party";
            /** @description 公司承担金额, what the company bears. */
            borne: components["schemas"]["MoneyDto"];
            /** @description What the customer asked for. */
            claimed?: components["schemas"]["MoneyDto"];
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code of the remedy menu: refund, replacement, voucher, gift, … */
            remedy: string;
            /**
             * @description Codes: on what terms, e.g. return-of-goods.
             * @default []
             */
            terms: string[];
        };
        ProposeDueDto: {
            /** @description The most persons. */
            limit?: number;
        };
        ProposeErasureDto: {
            /**
             * Format: uuid
             * @description Any complaint of the person.
             */
            complaintId: string;
            /** @description A code: why, e.g. request-of-the-person; not their affairs in words, which the log would keep for ever. */
            reason: string;
        };
        PublishCalendarsDto: {
            document: components["schemas"]["CalendarsDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        PublishKeywordsDto: {
            document: components["schemas"]["KeywordsDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        PublishLettersDto: {
            document: components["schemas"]["LettersDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        PublishMatrixDto: {
            bands: components["schemas"]["BandDto"][];
            /** @default [] */
            bodies: components["schemas"]["BodyDto"][];
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: date-time
             * @description At least a minute from now; that, if left out.
             */
            effectiveFrom?: string;
            /** @default [] */
            rates: components["schemas"]["RateDto"][];
            /** @description Why it is as it is. */
            reason: string;
            /** @default [] */
            titles: components["schemas"]["TitleDto"][];
        };
        PublishNotificationsDto: {
            document: components["schemas"]["NotificationsDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        PublishPacksDto: {
            document: components["schemas"]["PacksDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        PublishPlaybooksDto: {
            document: components["schemas"]["PlaybooksDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        PublishRetentionDto: {
            document: components["schemas"]["RetentionDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        PublishReturnsDto: {
            document: components["schemas"]["ReturnsDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        PublishTaxonomyDto: {
            document: components["schemas"]["TaxonomyDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        PublishUnitsDto: {
            document: components["schemas"]["UnitsDto"];
            /**
             * Format: date-time
             * @description At least a minute from now, and later than the version before; as soon as may be, if left out.
             */
            effectiveFrom?: string;
            /** @description Why it is as it is. */
            reason: string;
        };
        RaiseImprovementDto: {
            /**
             * @description Branch of the fishbone diagram.
             * @enum {string}
             */
            cause: "people" | "process" | "product" | "policy" | "system" | "environment";
            description?: string;
            from: components["schemas"]["OriginDto"];
            /** @enum {string} */
            kind: "corrective" | "preventive" | "opportunity" | "training";
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            scope?: components["schemas"]["ScopeDto"];
            /** @description Shown to everybody: nothing about a person. */
            title: string;
            /** @description The org unit that improves. */
            unit?: string;
        };
        /** @description What one minor unit of a currency is worth in minor units of the matrix's, as a decimal such as `7.25`. */
        Rate: {
            currency: string;
            rate: string;
        };
        RateDto: {
            /** @description ISO 4217. */
            currency: string;
            /** @description A positive decimal of at most 12 digits, such as `7.25`. */
            rate: string;
        };
        /** @description Reads, counted: a row for each combination of what they are counted by that occurs. */
        ReadsReport: {
            by: ("reader" | "kind" | "purpose" | "day")[];
            columns: {
                labels: components["schemas"]["Labels"];
                name: components["schemas"]["CountedColumn"];
            }[];
            rows: components["schemas"]["CountedReads"][];
            tz: string;
        };
        /** @description What came of a receipt. */
        ReceivedAnswer: {
            complaintId: string;
            events: components["schemas"]["CausedEvent"][];
            /** @description Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
            position: string;
            /** @description True if this command had been carried out before: the answer is the first one. */
            repeated: boolean;
            /** @description The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
            revision: number;
            /** @description For the customer: with it anybody may ask how far the complaint is, at `/v1/progress/{trackingCode}`. */
            trackingCode: string;
        };
        /** @description The complaint form 咨诉单, the only evidence 唯一凭证: written once. */
        ReceivedData: {
            /** @description 事件经过, what happened. */
            account?: string | components["schemas"]["NotShown"];
            /**
             * Format: date-time
             * @description At a branch: when the customer came and left.
             */
            arrivedAt?: string;
            /** @description 投诉原因, a code of the cause taxonomy. */
            cause: string;
            channel: string;
            complainant?: components["schemas"]["NotShown"] | components["schemas"]["Complainant"];
            complainantKind: components["schemas"]["ComplainantKind"];
            /** @description 客户要求 in the customer's words. */
            demands?: string | components["schemas"]["NotShown"];
            /** Format: date-time */
            departedAt?: string;
            /** @description 第一接待人, a staff `sub`; null where an imported source does not name one. */
            firstReceiver: string | null;
            /** @enum {string} */
            grade: "grievance" | "complaint";
            /** Format: date-time */
            happenedAt?: string;
            jurisdiction?: string;
            /** @description BCP 47; `und` where unknown. */
            language: string;
            /** @description The policy pack that the case is handled under; absent where there was none yet. */
            pack?: components["schemas"]["ChosenPack"];
            personsInvolved?: string[] | components["schemas"]["NotShown"];
            place?: string | components["schemas"]["NotShown"];
            product?: string;
            /** @description Staff `sub`s complained about, or who handled the matter complained about: recused (rule 2). */
            respondents: string[];
            /** @description The complaint's number at whoever passed it on, e.g. a regulator. */
            sourceReference?: string;
            /** @description Which category the words point to; absent if to none. */
            suggestion?: components["schemas"]["Suggestion"];
            tags: string[];
            unit?: string;
            /** @description Signals of the pack whose words stand in what the customer said. */
            words?: string[];
        };
        ReceiveDto: {
            /** @description 事件经过, what happened. */
            account?: string;
            /**
             * Format: date-time
             * @description When the customer came to the branch.
             */
            arrivedAt?: string;
            /** @description 投诉原因, a code of the cause taxonomy. */
            cause: string;
            /** @description How it came: web, phone, counter, regulator, … */
            channel: string;
            complainant?: components["schemas"]["ComplainantDto"];
            /**
             * @description If left out: `customer` with a complainant, else `anonymous`.
             * @enum {string}
             */
            complainantKind?: "customer" | "anonymous" | "proxy" | "guardian" | "heir" | "joint";
            /** @description 客户要求, in the customer's words. */
            demands?: string;
            /** Format: date-time */
            departedAt?: string;
            /** @description 第一接待人, a staff `sub`; the caller, if left out. */
            firstReceiver?: string;
            /**
             * @description `grievance` 抱怨 or `complaint` 投诉.
             * @default complaint
             * @enum {string}
             */
            grade: "grievance" | "complaint";
            /** Format: date-time */
            happenedAt?: string;
            jurisdiction?: string;
            /**
             * @description BCP 47; `und` where unknown.
             * @default und
             */
            language: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            personsInvolved?: string[];
            place?: string;
            product?: string;
            /**
             * @description Staff `sub`s complained about, or who handled the matter: they are recused.
             * @default []
             */
            respondents: string[];
            /** @description The complaint's number at whoever passed it on. */
            sourceReference?: string;
            /** @default [] */
            tags: string[];
            unit?: string;
        };
        RecordBenefitDto: {
            amount?: components["schemas"]["MoneyDto"];
            /** @enum {string} */
            kind: "money" | "volume" | "time" | "satisfaction";
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            period: components["schemas"]["PeriodDto"];
            /** @description Of the value. */
            unit?: string;
        };
        RecordContactDto: {
            channel: string;
            /**
             * @description `inbound`: the customer came to us.
             * @enum {string}
             */
            direction: "inbound" | "outbound";
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            reached: boolean;
            summary?: string;
        };
        RecordedCoverage: {
            by: string;
            /** Format: date-time */
            occurredAt: string;
            /** @description A local day. */
            on: string;
            percent: number;
            position: string;
            /** Format: date-time */
            recordedAt: string;
            topic: string;
            unit: string;
        };
        RecordedExposure: {
            by: string;
            customers: number | null;
            /** Format: date-time */
            occurredAt: string;
            orders: number | null;
            period: {
                from: string;
                to: string;
            };
            policies: number | null;
            position: string;
            premium: null | components["schemas"]["Money"];
            product: string | null;
            /** Format: date-time */
            recordedAt: string;
            unit: string | null;
        };
        RecordExposureDto: {
            /** @description On the average of the period. */
            customers?: number;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description In the whole period. */
            orders?: number;
            period: components["schemas"]["PeriodDto"];
            /** @description On the average of the period. */
            policies?: number;
            /** @description In the whole period. */
            premium?: components["schemas"]["MoneyDto"];
            product?: string;
            unit?: string;
        };
        RecordTrainingCoverageDto: {
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description The day for which it holds. */
            on: string;
            /** @description With one decimal at most. */
            percent: number;
            topic: string;
            unit: string;
        };
        /** @description Somebody keeps out of the case from now on (rule 2). */
        RecusedData: {
            note?: string | components["schemas"]["NotShown"];
            /** @description A staff `sub`. */
            person: string;
            /** @description A code: why. */
            reason: string;
            /** @description Roles in which nobody else is left to act: the matrix's stand-ins take their place. */
            vacates: string[];
        };
        RecuseDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A staff `sub`; the caller, if left out. Somebody else only by a supervisor, the general manager or a privacy officer. */
            person?: string;
            /** @description A code: why. */
            reason: string;
            /**
             * @description Roles in which nobody else is left to act: the matrix's stand-ins take their place. Who may say it of others' roles: see `person`.
             * @default []
             */
            vacates: string[];
        };
        /** @description A complaint that did not join. */
        RefusedComplaint: {
            code: string;
            complaintId: string;
            detail: string;
        };
        RejectErasureDto: {
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why not. */
            reason: string;
        };
        RelatedComplaint: {
            /** @description As it stands in the list; null if it is not there, or not shown to who asks. */
            complaint: null | components["schemas"]["ListedComplaint"];
            complaintId: string;
            how: components["schemas"]["Relation"][];
        };
        /**
         * @description How another complaint belongs to one: it is linked to it as of a kind; this one goes on in it (`merged-into`), or it in this one (`merged-from`); or it is of the same data subject about the same product, received at most 90 days before or after (`repeat`).
         * @enum {string}
         */
        Relation: "repeat" | "linked-repeat" | "linked-joint" | "linked-related" | "merged-into" | "merged-from";
        /** @description The customer has what was ordered. */
        RemedyFulfilledData: {
            /** @description Ordinal of the `Compensated` within the complaint, from 1. */
            compensation: number;
            /** @description A staff `sub`. */
            confirmedBy: string;
            /** @description Of the payment or the parcel. */
            reference?: string;
        };
        /** @description The remedies for a category, and perhaps a product. */
        RemedyMenuDto: {
            category: string;
            /** @description Null if the menu is that of the category. */
            product: string | null;
            remedies: components["schemas"]["OfferedRemedyDto"][];
            /** @description Of the playbooks. */
            version: number;
        };
        RemoveComplaintDto: {
            /** Format: uuid */
            complaintId: string;
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code. */
            reason: string;
        };
        ReopenDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
        };
        /** @description A closed case is open again, for the n-th time. */
        ReopenedData: {
            /** @description 1 for the first reopening. */
            count: number;
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
        };
        ReplyDto: {
            cc?: string[];
            channel: string;
            /** @enum {string} */
            kind: "interim" | "holding" | "summary" | "final";
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description Required of a final reply. */
            reasons?: string;
            recipients?: string[];
            /**
             * @description Where the customer may turn next; a final reply names at least one.
             * @default []
             */
            recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
            template?: components["schemas"]["TemplateDto"];
            text?: string;
        };
        /** @description A reply to the customer. A final one has reasons and names recourse (rule 6). */
        ReplySentData: {
            cc?: string[] | components["schemas"]["NotShown"];
            channel: string;
            /** @description The notice of a mass incident, by its ordinal there: all members are told the same. */
            incident?: {
                incidentId: string;
                notice: number;
            };
            /** @enum {string} */
            kind: "interim" | "holding" | "summary" | "final";
            /** @description The letter as it was sent. */
            letter?: components["schemas"]["Evidence"];
            reasons?: string | components["schemas"]["NotShown"];
            recipients?: string[] | components["schemas"]["NotShown"];
            recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
            template?: components["schemas"]["Template"];
            text?: string | components["schemas"]["NotShown"];
        };
        /** @description A report's answer. The same question with the same `asOf` and `knownAt` gives the same bytes, also after a rebuild. */
        Report: {
            /** @description What had happened by this instant is counted … */
            asOf: string;
            columns: components["schemas"]["ReportColumn"][];
            /** @description … as far as it was recorded by this one … */
            knownAt: string;
            parameters: {
                [key: string]: unknown;
            };
            /** @description … which is up to this position of the log: the last fact that the report's view knew then; null if none. */
            position: string | null;
            report: string;
            rows: {
                [key: string]: null | string | number;
            }[];
            /** @description The taxonomies of returns that its codes are mapped by; of other reports the company's own, in force when it was known. None before one is. */
            taxonomy?: {
                name: string;
                version: number;
            };
            /** @description Goes up when the same question would be answered differently. */
            version: number;
        };
        /** @description A column of a report: its unit and, in a sentence, what its values mean. */
        ReportColumn: {
            meaning: string;
            name: string;
            unit: components["schemas"]["Unit"];
        };
        /** @description A column that a report may have: one for each dimension that it is split by, then its numbers. */
        ReportColumnEntry: {
            /** @description Why it leads to nothing, if it does not. */
            because?: string;
            /** @description Whether `/v1/reports/{name}/complaints?measure=<column>` lists what went into it. */
            drillDown: boolean;
            /** @description The columns whose facts these are: itself, or those that it is computed from. */
            from?: string[];
            /** @description What that lists: `complaints`, `improvements` or `measurements`. */
            leadsTo?: string;
            meaning: string;
            name: string;
            unit: string;
        };
        /** @description A report that can be asked for. */
        ReportEntry: {
            /** @description What it is split by whether asked or not. */
            always: string[];
            /** @description What it is split by where `by` is left out. */
            byDefault: string[];
            columns: components["schemas"]["ReportColumnEntry"][];
            /** @description What `by` may name. */
            dimensions: string[];
            name: string;
            /** @description In the list of management reports; those of the same number answer parts of one question. */
            number: number;
            parameters: components["schemas"]["ReportParameter"][];
            question: string;
            /** @description Where it is asked, if not at `GET /v1/reports/{name}`. */
            route?: string;
            /** @description What it asks the database for 2026 in UTC by month where no rollup applies, statement by statement. */
            sql: string[];
            /** @description Goes up when the same question would be answered differently. */
            version: number;
        };
        /** @description Something that a report can be asked with. */
        ReportParameter: {
            /** @description What it is if left out, where that is always the same. */
            default?: string | number;
            /** @description Of an integer. */
            least?: number;
            meaning: string;
            most?: number;
            name: string;
            needed: boolean;
            /** @description `time` (a date, or an instant with offset), `zone`, `code`, `codes` (comma-separated), `integer`, or a `document` of the body. */
            type: string;
            /** @description What it may be, where that is a list. */
            values?: string[];
        };
        RepresentativeDto: {
            address?: string;
            /** @description In what right: "mother of", "attorney, power of 2026-03-01". */
            capacity?: string;
            /** @description The person's number in the company's own records. */
            customerNumber?: string;
            /** Format: email */
            email?: string;
            name?: string;
            phone?: string;
        };
        RequestContributionDto: {
            /**
             * Format: date-time
             * @description Until when it is wanted.
             */
            answerBy?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            of: components["schemas"]["HolderDto"];
            /** @description What they are asked for. */
            question: string;
        };
        /** @description A role whose signature is needed, and who acts in its place, in this order, where recusals leave nobody in it. */
        RequiredRole: {
            role: string;
            standIns: string[];
        };
        /** @description What a matrix says of an ask: frozen into the request, so that a later matrix changes nothing. Amounts in minor units of `currency`. */
        Requirement: {
            already: number;
            /** @description `below` is exclusive; null: no upper bound. */
            band: {
                below: number | null;
                from: number;
                scope: string;
            };
            /** @description Those of the required roles and their stand-ins that are bodies. */
            bodies: components["schemas"]["Body"][];
            currency: string;
            /** @description Of `already`, what other cases cost, and how many they are; absent if none were counted. */
            elsewhere?: {
                amount: number;
                cases: number;
            };
            matrixVersion: number;
            /** @enum {string} */
            mode: "any" | "all" | "ordered";
            now: number;
            /** @description Those that were used. */
            rates: components["schemas"]["Rate"][];
            /** @description The evaluation, explained in a sentence. */
            reason: components["schemas"]["Labels"];
            required: components["schemas"]["RequiredRole"][];
            total: number;
            validDays?: number;
        };
        /** @description How a body such as the board decided. */
        Resolution: {
            /** @description The local day, `2026-11-22`. */
            date: string;
            /** @description SHA-256 of the minutes, hex. */
            minutesHash: string;
            number: string;
            recusals: string[];
            /** @description Staff `sub`s. */
            voters: string[];
        };
        ResolutionDto: {
            /** @description The local day, `2026-11-22`. */
            date: string;
            /** @description SHA-256 of the minutes, hex. */
            minutesHash: string;
            /** @description The resolution's number in the body's own records. */
            number: string;
            /**
             * @description Staff `sub`s who kept out of it.
             * @default []
             */
            recusals: string[];
            /** @description Staff `sub`s. */
            voters: string[];
        };
        /** @description A remedy was proposed. A round begins with it, unless it asks for less of the same: then the round goes on. */
        ResolutionProposedData: {
            /** @enum {string} */
            beneficiary: "customer" | "proxy" | "guardian" | "heir" | "third-party";
            borne: components["schemas"]["Money"];
            claimed?: components["schemas"]["Money"];
            /** @description What a mass incident offers to all of its members, by its ordinal there. */
            incident?: {
                incidentId: string;
                offer: number;
            };
            note?: string | components["schemas"]["NotShown"];
            /** @description A staff `sub`. */
            proposer: string;
            remedy: string;
            /** @description Ordinal of the round within the complaint, from 1. */
            round: number;
            /** @description Codes: on what terms, e.g. return-of-goods. */
            terms: string[];
        };
        ResolutionWithdrawnData: {
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
            round: number;
        };
        RetentionConditionDto: {
            /** @description Of the latest classification. */
            categories?: string[];
            causes?: string[];
            /** @description That of a country is also that of its parts: `CN` of `CN-BJ`. */
            jurisdictions?: string[];
            outcomes?: string[];
            /** @description The policy pack that the case is handled under. */
            packs?: string[];
            products?: string[];
            /** @description Of the latest classification. */
            severities?: string[];
            tags?: string[];
            units?: string[];
        };
        /** @description Cases that fit all that is named, by any of its codes; all, if nothing is named. */
        RetentionConditionDtoAnswer: {
            /** @description Of the latest classification. */
            categories?: string[];
            causes?: string[];
            /** @description That of a country is also that of its parts: `CN` of `CN-BJ`. */
            jurisdictions?: string[];
            outcomes?: string[];
            /** @description The policy pack that the case is handled under. */
            packs?: string[];
            products?: string[];
            /** @description Of the latest classification. */
            severities?: string[];
            tags?: string[];
            units?: string[];
        };
        RetentionDto: {
            rules: components["schemas"]["RetentionRuleDto"][];
        };
        /** @description Of several rules that are for a case the one that keeps it longest counts. */
        RetentionDtoAnswer: {
            rules: components["schemas"]["RetentionRuleDtoAnswer"][];
        };
        RetentionPeriodDto: {
            days?: number;
            months?: number;
            years?: number;
        };
        /** @description By the calendar of the installation's zone: years first, then months, then days. */
        RetentionPeriodDtoAnswer: {
            days?: number;
            months?: number;
            years?: number;
        };
        RetentionRuleDto: {
            keep: components["schemas"]["RetentionPeriodDto"];
            labels: components["schemas"]["LabelsDto"];
            rule: string;
            /** @description The law that asks for it. */
            source: components["schemas"]["RuleSourceDto"];
            when: components["schemas"]["RetentionConditionDto"];
        };
        /** @description How long files are kept after the case was closed. */
        RetentionRuleDtoAnswer: {
            keep: components["schemas"]["RetentionPeriodDtoAnswer"];
            labels: components["schemas"]["LabelsDtoAnswer"];
            rule: string;
            /** @description The law that asks for it. */
            source: components["schemas"]["RuleSourceDtoAnswer"];
            when: components["schemas"]["RetentionConditionDtoAnswer"];
        };
        RetentionVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["RetentionDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        RetireMatrixDto: {
            reason: string;
            /**
             * Format: date-time
             * @description At least a minute from now; that, if left out.
             */
            retiredFrom?: string;
            version: number;
        };
        ReturnCategoryDto: {
            code: string;
            labels: components["schemas"]["LabelsDto"];
            /** @description The category of the same list that it is a part of. */
            parent?: string;
        };
        /** @description A row of the form. */
        ReturnCategoryDtoAnswer: {
            code: string;
            labels: components["schemas"]["LabelsDtoAnswer"];
            /** @description The category of the same list that it is a part of. */
            parent?: string;
        };
        ReturnConditionDto: {
            /** @description Of the latest classification. */
            categories?: string[];
            causes?: string[];
            /** @description That of a country is also that of its parts: `CN` of `CN-BJ`. */
            jurisdictions?: string[];
            outcomes?: string[];
            products?: string[];
            /** @description As an import says in its column `Company response`. */
            responses?: string[];
            /** @description How the case stands: open, closed, closed-replied, closed-remedy or closed-money. */
            standings?: string[];
            /** @description As an import says in its column `Sub-product`. */
            subProducts?: string[];
            units?: string[];
        };
        /** @description Which complaints: those that fit all that is named, by any of its codes. Each list has its own of these. */
        ReturnConditionDtoAnswer: {
            /** @description Of the latest classification. */
            categories?: string[];
            causes?: string[];
            /** @description That of a country is also that of its parts: `CN` of `CN-BJ`. */
            jurisdictions?: string[];
            outcomes?: string[];
            products?: string[];
            /** @description As an import says in its column `Company response`. */
            responses?: string[];
            /** @description How the case stands: open, closed, closed-replied, closed-remedy or closed-money. */
            standings?: string[];
            /** @description As an import says in its column `Sub-product`. */
            subProducts?: string[];
            units?: string[];
        };
        ReturnDto: {
            /** @description ISO 4217; amounts in others are counted and never added. */
            currency: string;
            /** @description Days that are no business days beside Saturdays and Sundays, `2026-12-25`. */
            holidays?: string[];
            labels: components["schemas"]["LabelsDto"];
            lists: {
                [key: string]: components["schemas"]["ReturnListDto"];
            };
            source: components["schemas"]["RuleSourceDto"];
        };
        /** @description A regulator's form. */
        ReturnDtoAnswer: {
            /** @description ISO 4217; amounts in others are counted and never added. */
            currency: string;
            /** @description Days that are no business days beside Saturdays and Sundays, `2026-12-25`. */
            holidays?: string[];
            labels: components["schemas"]["LabelsDtoAnswer"];
            lists: {
                [key: string]: components["schemas"]["ReturnListDtoAnswer"];
            };
            source: components["schemas"]["RuleSourceDtoAnswer"];
        };
        ReturnListDto: {
            categories: components["schemas"]["ReturnCategoryDto"][];
            rules: components["schemas"]["ReturnRuleDto"][];
        };
        /** @description The rows of a form, and what falls into them: the first rule that fits decides. */
        ReturnListDtoAnswer: {
            categories: components["schemas"]["ReturnCategoryDtoAnswer"][];
            rules: components["schemas"]["ReturnRuleDtoAnswer"][];
        };
        ReturnRuleDto: {
            source: components["schemas"]["RuleSourceDto"];
            /** @description A category of the list. */
            to: string;
            when: components["schemas"]["ReturnConditionDto"];
        };
        /** @description What falls into a category. */
        ReturnRuleDtoAnswer: {
            source: components["schemas"]["RuleSourceDtoAnswer"];
            /** @description A category of the list. */
            to: string;
            when: components["schemas"]["ReturnConditionDtoAnswer"];
        };
        ReturnsDto: {
            returns: {
                [key: string]: components["schemas"]["ReturnDto"];
            };
        };
        /** @description The returns that change, by name; the others stay as they are. */
        ReturnsDtoAnswer: {
            returns: {
                [key: string]: components["schemas"]["ReturnDtoAnswer"];
            };
        };
        /** @description A version of the taxonomies of returns. */
        ReturnsVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["ReturnsDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        ReviewEffectivenessDto: {
            after: number;
            /** @description Complaints within the scope in those weeks. */
            before: number;
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @enum {string} */
            verdict: "fallen" | "same" | "risen";
            weeks: number;
        };
        RevocationDto: {
            /**
             * Format: date-time
             * @description Issued until then.
             */
            before: string;
            /** @description Who revoked them, a staff `sub`. */
            by: string;
            /** @description The token's own id; null where all tokens of a person are revoked. */
            jti: string | null;
            reason: string | null;
            /** Format: date-time */
            revokedAt: string;
            /** @description Whose tokens; null where it is one. */
            sub: string | null;
        };
        /** @description Revocations that may still matter: of older ones every token has expired. */
        RevocationsDto: {
            items: components["schemas"]["RevocationDto"][];
        };
        RevokeDelegationDto: {
            /** @description A code: why; not the person's affairs in words, which the log would keep for ever. */
            reason: string;
        };
        RevokeTokensDto: {
            /**
             * Format: date-time
             * @description With `sub`: only tokens that were issued until then.
             */
            before?: string;
            /** @description The token's own id. */
            jti?: string;
            /** @description A short code or reference; not the person's affairs in words, which the log would keep for ever. */
            reason?: string;
            /** @description Whose tokens: those that were issued until now, or until `before`. Who signs in again is let in. */
            sub?: string;
        };
        /** @description The case has come over the threshold of its pack: once per rise. */
        RiskRaisedData: {
            pack: components["schemas"]["ChosenPack"];
            score: number;
            /** @description Those with points, in the order of the pack. */
            signals: components["schemas"]["CountedSignal"][];
            threshold: number;
        };
        RiskRuleDto: {
            /** @description A level, or one up. */
            escalateTo: number | "next";
            signals: components["schemas"]["SignalDto"][];
            source: components["schemas"]["RuleSourceDto"];
            threshold: number;
        };
        RiskRuleDtoAnswer: {
            /** @description A level, or one up. */
            escalateTo: components["schemas"]["EscalateTo"];
            signals: components["schemas"]["SignalDtoAnswer"][];
            source: components["schemas"]["RuleSourceDtoAnswer"];
            threshold: number;
        };
        /**
         * @description The policy that a rule stands in.
         * @enum {string}
         */
        RulePolicy: "authority" | "packs" | "playbooks";
        /** @description Where a rule comes from, and how far that was checked. */
        RuleSource: {
            document: string;
            /** @description What to ask counsel, or why we chose so. */
            note?: string;
            /** @description `DISP 1.6.2R`, `seed 003, 3.2`. */
            paragraph: string;
            /** @description The day on which it was read. */
            read: string;
            /**
             * @description `verified` against the text; `needs-counsel`: a reading of ours, ask a lawyer; `own`: our choice, no law.
             * @enum {string}
             */
            status: "own" | "verified" | "needs-counsel";
            url?: string;
        };
        RuleSourceDto: {
            document: string;
            /** @description What to ask counsel, or why it was chosen so. */
            note?: string;
            paragraph: string;
            /** @description The day on which it was read, `2026-11-22`. */
            read: string;
            /**
             * @description `needs-counsel`: a reading of ours, ask a lawyer; `own`: a choice, no law.
             * @enum {string}
             */
            status: "own" | "verified" | "needs-counsel";
            url?: string;
        };
        /** @description Where a rule comes from, and how far that was checked. */
        RuleSourceDtoAnswer: {
            document: string;
            /** @description What to ask counsel, or why it was chosen so. */
            note?: string;
            /** @description `DISP 1.6.2R`, `seed 003, 3.2`. */
            paragraph: string;
            /** @description The day on which it was read, `2026-11-22`. */
            read: string;
            /**
             * @description `needs-counsel`: a reading of ours, ask a lawyer; `own`: a choice, no law.
             * @enum {string}
             */
            status: "own" | "verified" | "needs-counsel";
            url?: string;
        };
        /** @description Which complaints it should make fewer: those that fit all that is named, by any of its codes. */
        Scope: {
            /** @description Of the latest classification. */
            categories?: string[];
            causes?: string[];
            products?: string[];
            /**
             * @description Found by the latest investigation.
             * @enum {string}
             */
            rootCause?: "people" | "process" | "product" | "policy" | "system" | "environment";
            units?: string[];
        };
        ScopeDto: {
            /** @description Of the latest classification. */
            categories?: string[];
            causes?: string[];
            products?: string[];
            /**
             * @description Found by the latest investigation.
             * @enum {string}
             */
            rootCause?: "people" | "process" | "product" | "policy" | "system" | "environment";
            units?: string[];
        };
        /** @description A place under a request that one signature fills. */
        Seat: {
            /** @description Who must sign now. */
            role: string;
            /** @description The required role that recusals left empty. */
            standsInFor?: string;
        };
        SendNoticeDto: {
            /** @description A code: what is known of the cause by now. */
            cause?: string;
            /** @description On which customers are told. */
            channel: string;
            /**
             * Format: date-time
             * @description When it is expected to be over.
             */
            eta?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            texts: components["schemas"]["NoticeTextsDto"];
        };
        SentNotice: {
            at: string;
            /** @description A staff `sub`. */
            by: string;
            /** @description A code: what is known of the cause by now. */
            cause?: string;
            /** @description On which customers are told. */
            channel: string;
            /** Format: date-time */
            eta?: string;
            /** @description Ordinal within the incident, from 1. */
            notice: number;
            /** @description In at least one language. */
            texts: {
                en?: string;
                "zh-CN"?: string;
            };
        };
        SignalBasisDto: {
            /** @description How many deadlines of these clocks were ever missed. */
            missed?: string[];
            /** @description How often any of these happened. */
            moments?: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            /** @description How many deadlines of these clocks are missed and not met since. */
            overdue?: string[];
            severities?: string[];
            words?: components["schemas"]["SignalWordsDto"];
        };
        /** @description By what a signal is known: exactly one of these. */
        SignalBasisDtoAnswer: {
            /** @description How many deadlines of these clocks were ever missed. */
            missed?: string[];
            /** @description How often any of these happened. */
            moments?: ("withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened")[];
            /** @description How many deadlines of these clocks are missed and not met since. */
            overdue?: string[];
            /** @description The latest classification has one of these severities. */
            severities?: string[];
            /** @description The customer's words have one of these; found at the decision and kept. */
            words?: components["schemas"]["SignalWordsDtoAnswer"];
        };
        SignalDto: {
            /** @description Only what comes after the first so many times counts. */
            beyond?: number;
            by: components["schemas"]["SignalBasisDto"];
            /**
             * @description Points for each time; once, if left out.
             * @enum {boolean}
             */
            each?: true;
            labels: components["schemas"]["LabelsDto"];
            points: number;
            signal: string;
            source?: components["schemas"]["RuleSourceDto"];
        };
        /** @description What makes a case risky. */
        SignalDtoAnswer: {
            /** @description Only what comes after the first so many times counts. */
            beyond?: number;
            by: components["schemas"]["SignalBasisDtoAnswer"];
            /**
             * @description Points for each time; once, if left out.
             * @constant
             */
            each?: true;
            labels: components["schemas"]["LabelsDtoAnswer"];
            points: number;
            /** @description A code, once in a pack. */
            signal: string;
            source?: components["schemas"]["RuleSourceDtoAnswer"];
        };
        SignalWordsDto: {
            en: string[];
            zh: string[];
        };
        /** @description Words of customers: in Chinese found wherever they stand, in English as words of their own. */
        SignalWordsDtoAnswer: {
            en: string[];
            zh: string[];
        };
        /** @description A signature that counts. */
        Signed: {
            actingFor?: string;
            approver: string;
            /** @description Business time, ISO 8601. */
            at: string;
            role: string;
            standsInFor?: string;
            /** @description Who voted, where a body signed by resolution. */
            voters?: string[];
        };
        /** @description A day that was not: no working day of the week, a holiday by its name, or a business day on which nobody worked any more. */
        SkippedDay: {
            day: string;
            name?: string;
            /** @constant */
            provisional?: true;
            /** @enum {string} */
            why: "closed" | "weekday" | "holiday";
        };
        /** @description A day that was not: no working day of the week, a holiday, or a business day on which nobody worked any more. */
        SkippedDayDto: {
            day: string;
            name?: string;
            /** @constant */
            provisional?: true;
            /** @enum {string} */
            why: "closed" | "weekday" | "holiday";
        };
        /** @description Where an imported history came from. */
        Source: {
            file?: string;
            /** @description The source's id, else a hash of the row plus its ordinal among equal rows. */
            id: string;
            line?: number;
            system: string;
        };
        SpecialDayDto: {
            /** @description Local, `2026-10-01`. */
            day: string;
            name: string;
            /**
             * @description To be confirmed; left out otherwise.
             * @enum {boolean}
             */
            provisional?: true;
        };
        /** @description A day that is other than its weekday. */
        SpecialDayDtoAnswer: {
            /** @description Local, `2026-10-01`. */
            day: string;
            name: string;
            /**
             * @description To be confirmed; left out otherwise.
             * @constant
             */
            provisional?: true;
        };
        /** @description The STAR-L note of an investigation: situation, task, action, result, and the lesson learnt (seed 004, 情境-任务-行动-结果-教训). */
        StarNote: {
            action?: string;
            lesson?: string;
            result?: string;
            situation?: string;
            task?: string;
        };
        StarNoteDto: {
            action?: string;
            lesson?: string;
            result?: string;
            situation?: string;
            task?: string;
        };
        StepDto: {
            code: string;
            labels: components["schemas"]["LabelsDto"];
            /** @description As in tokens. */
            role: string;
        };
        /** @description Something to be done, by whom. */
        StepDtoAnswer: {
            code: string;
            labels: components["schemas"]["LabelsDtoAnswer"];
            /** @description As in tokens. */
            role: string;
        };
        /** @description Who acts where nobody is left in a role because of recusals. */
        Substitution: {
            /** @description In this order. */
            by: string[];
            role: string;
        };
        SubstitutionDto: {
            /** @description In this order. */
            by: string[];
            role: string;
        };
        SuggestDto: {
            /**
             * @description Words of this language alone; of both, if left out.
             * @enum {string}
             */
            language?: "zh" | "en";
            text?: string;
            texts?: string[];
        };
        /** @description A category that the texts point to. */
        SuggestedCategoryDto: {
            category: string;
            /** @description The sum of the weights of the words found. */
            score: number;
            words: string[];
        };
        /** @description What the keyword library made of the complaint's words when it was received. */
        Suggestion: {
            category: string;
            /** @description Version of the keyword library. */
            library: number;
        };
        /** @description The likeliest first; empty if nothing was found. */
        SuggestionsDto: {
            /** @description Version of the library. */
            library: number;
            suggestions: components["schemas"]["SuggestedCategoryDto"][];
        };
        SummaryPeriodDto: {
            calendar: string;
            length: components["schemas"]["LengthDto"];
            source: components["schemas"]["RuleSourceDto"];
        };
        /** @description Within which time of receipt a resolution may be agreed on in summary. */
        SummaryPeriodDtoAnswer: {
            calendar: string;
            length: components["schemas"]["LengthDtoAnswer"];
            source: components["schemas"]["RuleSourceDtoAnswer"];
        };
        Table: {
            columns: components["schemas"]["Column"][];
            rows: {
                [key: string]: boolean | null | string | number;
            }[];
        };
        TaxonomyDto: {
            categories?: components["schemas"]["CodeListDto"];
            /** @description 投诉原因. */
            causes?: components["schemas"]["CodeListDto"];
            channels?: components["schemas"]["CodeListDto"];
            /** @description Own, customer, third: labels alone. */
            faultParties?: components["schemas"]["CodeListDto"];
            /** @description Levels of handling, `1` to `3`: labels alone. */
            levels?: components["schemas"]["CodeListDto"];
            /** @description How cases end: labels alone. */
            outcomes?: components["schemas"]["CodeListDto"];
            products?: components["schemas"]["CodeListDto"];
            remedies?: components["schemas"]["CodeListDto"];
            /** @description Branches of the fishbone 鱼骨图: the six at the top, one's own below them. */
            rootCauses?: components["schemas"]["CodeListDto"];
        };
        /** @description The lists that change; the others stay as they are. */
        TaxonomyDtoAnswer: {
            categories?: components["schemas"]["CodeListDtoAnswer"];
            /** @description 投诉原因. */
            causes?: components["schemas"]["CodeListDtoAnswer"];
            channels?: components["schemas"]["CodeListDtoAnswer"];
            /** @description Own, customer, third: labels alone. */
            faultParties?: components["schemas"]["CodeListDtoAnswer"];
            /** @description Levels of handling, `1` to `3`: labels alone. */
            levels?: components["schemas"]["CodeListDtoAnswer"];
            /** @description How cases end: labels alone. */
            outcomes?: components["schemas"]["CodeListDtoAnswer"];
            products?: components["schemas"]["CodeListDtoAnswer"];
            remedies?: components["schemas"]["CodeListDtoAnswer"];
            /** @description Branches of the fishbone 鱼骨图: the six at the top, one's own below them. */
            rootCauses?: components["schemas"]["CodeListDtoAnswer"];
        };
        TaxonomyEntryDto: {
            code: string;
            labels: components["schemas"]["LabelsDto"];
            /** @description The code in the same list that it is a kind of. */
            parent?: string;
            /** @description Kept for what was coded with it; a strict list refuses it for what is new. */
            retired?: boolean;
        };
        /** @description A code and what people call it. */
        TaxonomyEntryDtoAnswer: {
            code: string;
            labels: components["schemas"]["LabelsDtoAnswer"];
            /** @description The code in the same list that it is a kind of. */
            parent?: string;
            /** @description Kept for what was coded with it; a strict list refuses it for what is new. */
            retired?: boolean;
        };
        /** @description A version of the taxonomy; every list is there, and says whether it is strict. */
        TaxonomyVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["TaxonomyDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        /** @description A text of the library of texts, by id and version. */
        Template: {
            id: string;
            version: number;
        };
        TemplateDto: {
            id: string;
            version: number;
        };
        /** @description What people call a role or a scope. */
        Title: {
            code: string;
            en: string;
            "zh-CN": string;
        };
        TitleDto: {
            code: string;
            en: string;
            "zh-CN": string;
        };
        /**
         * @description `ratio`: a part of 1. `minor units`: of the row's currency, fen or cents. `minutes`: whole ones. `score`: a mean of marks, or points. `text`: words. `instant`: ISO 8601 in UTC. `position`: a place in the log, in digits. The others are counts of what they name.
         * @enum {string}
         */
        Unit: "complaints" | "position" | "remedies" | "extensions" | "score" | "code" | "clocks" | "promises" | "date" | "ratio" | "minor units" | "minutes" | "closings" | "escalations" | "hand-backs" | "follow-ups" | "rounds" | "signatures" | "investigations" | "reopenings" | "mergers" | "links" | "spans" | "visits" | "risks" | "rank" | "text" | "instant" | "improvements" | "benefits";
        UnitDto: {
            /** @description It takes no new work; what it did stays its own. */
            closed?: boolean;
            code: string;
            labels: components["schemas"]["LabelsDto"];
            /** @description What it is a part of; left out at the top. */
            parent?: string;
        };
        /** @description A part of the company. */
        UnitDtoAnswer: {
            /** @description It takes no new work; what it did stays its own. */
            closed?: boolean;
            code: string;
            labels: components["schemas"]["LabelsDtoAnswer"];
            /** @description What it is a part of; left out at the top. */
            parent?: string;
        };
        UnitsDto: {
            units: components["schemas"]["UnitDto"][];
        };
        /** @description The company's units as they belong together. */
        UnitsDtoAnswer: {
            units: components["schemas"]["UnitDtoAnswer"][];
        };
        UnitsVersionDto: {
            /** Format: date-time */
            asOf?: string;
            document: components["schemas"]["UnitsDtoAnswer"];
            /**
             * Format: date-time
             * @description In force from then on, until the next version is.
             */
            effectiveFrom: string;
            kind: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description A staff `sub`. */
            publishedBy: string;
            /** @description Why it is as it is. */
            reason: string;
            version: number;
        };
        UnlinkDto: {
            /**
             * Format: uuid
             * @description The other complaint.
             */
            complaintId: string;
            /**
             * @description Which link; the only one, if left out.
             * @enum {string}
             */
            kind?: "repeat" | "joint" | "related";
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
        };
        UnlinkedData: {
            complaintId: string;
            kind: components["schemas"]["LinkKind"];
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
        };
        /** @description It was a case of its own after all: it stands as it stood before the merge, but for what voided its approvals. */
        UnmergedData: {
            complaintId: string;
            note?: string | components["schemas"]["NotShown"];
            /** @description A code: why. */
            reason: string;
        };
        UnmergeDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
        };
        /** @description Which template, of which version of the letter templates. */
        UsedTemplate: {
            id: string;
            version: number;
        };
        /**
         * @description Rules that an import may set aside; `HistoryImported` names those that it really did (spine, "Import of histories").
         * @enum {string}
         */
        Waiver: "acceptance" | "approval" | "final-reply" | "follow-up" | "fulfilment" | "investigation" | "neutrality" | "order" | "re-evaluation";
        /** @description When something is said of a running clock before it is due: at so many per cent of its time. */
        Warning: {
            /** Format: date-time */
            at: string;
            percent: number;
        };
        /** @description What the messages of a webhook are signed with. */
        WebhookSecretDto: {
            /** @description The id of the rule. */
            rule: string;
            /** @description As Standard Webhooks writes it: `whsec_` and 32 bytes in base64. */
            secret: string;
            secretVersion: number;
        };
        WebhookTargetDto: {
            /** @enum {string} */
            kind: "webhook";
            /** @description Counts the secrets that it had: a higher number makes a new one. 1 if left out. */
            secretVersion?: number;
            /** @description https; another host than a public one must be named by the configuration. */
            url: string;
        };
        /** @description An address on the web that is told in JSON, signed. */
        WebhookTargetDtoAnswer: {
            /** @constant */
            kind: "webhook";
            /** @description Counts the secrets that it had: a higher number makes a new one. 1 if left out. */
            secretVersion?: number;
            /** @description https; another host than a public one must be named by the configuration. */
            url: string;
        };
        WeekDto: {
            1?: components["schemas"]["HoursDto"][];
            2?: components["schemas"]["HoursDto"][];
            3?: components["schemas"]["HoursDto"][];
            4?: components["schemas"]["HoursDto"][];
            5?: components["schemas"]["HoursDto"][];
            6?: components["schemas"]["HoursDto"][];
            7?: components["schemas"]["HoursDto"][];
        };
        /** @description Of each weekday, 1 Monday to 7 Sunday; no business day, if left out. */
        WeekDtoAnswer: {
            1?: components["schemas"]["HoursDtoAnswer"][];
            2?: components["schemas"]["HoursDtoAnswer"][];
            3?: components["schemas"]["HoursDtoAnswer"][];
            4?: components["schemas"]["HoursDtoAnswer"][];
            5?: components["schemas"]["HoursDtoAnswer"][];
            6?: components["schemas"]["HoursDtoAnswer"][];
            7?: components["schemas"]["HoursDtoAnswer"][];
        };
        WhatIfDto: {
            /** @description Business time: what happened later is left out, and clocks that still run are judged then; all of it and its latest time, if left out. */
            asOf?: string;
            calendars?: components["schemas"]["PublishCalendarsDto"] | components["schemas"]["CandidateVersionDto"] | components["schemas"]["InForceDto"];
            /** @description Rounds requested and complaints received from then on: a date (its midnight in `tz`) or an instant with offset; of ever, if left out. */
            from?: string;
            /** @description Recorded time, or a position of the log in digits: what was recorded later is left out. */
            knownAt?: string;
            /** @description Of JSON in one piece: how many changed cases it lists; 1000, if left out. */
            limit?: number;
            matrix?: components["schemas"]["PublishMatrixDto"] | components["schemas"]["CandidateVersionDto"] | components["schemas"]["InForceDto"];
            packs?: components["schemas"]["PublishPacksDto"] | components["schemas"]["CandidateVersionDto"] | components["schemas"]["InForceDto"];
            /** @description Exclusive. */
            to?: string;
            /** @description IANA zone of dates; the installation's, if left out. */
            tz?: string;
        };
        /** @description Who acted. */
        Who: {
            actingFor?: string;
            /** @description By which they act for somebody else. */
            delegation?: components["schemas"]["Delegation"];
            roles: string[];
            sub: string;
            unit?: string;
        };
        WithdrawDto: {
            channel: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            reason?: string;
            /** @description Named to the customer with the closing. */
            recourse?: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
        };
        /** @description The customer takes the complaint back; `Closed` follows in the same append (rule 8). */
        WithdrawnData: {
            channel: string;
            reason?: string | components["schemas"]["NotShown"];
        };
        WithdrawProposalDto: {
            note?: string;
            /**
             * Format: date-time
             * @description When it happened; now, if left out. Never in the future.
             */
            occurredAt?: string;
            /** @description A code: why. */
            reason: string;
        };
        WorkdayDto: {
            /** @description Local, `2026-10-01`. */
            day: string;
            /** @description Those of a Monday, if left out. */
            hours?: components["schemas"]["HoursDto"][];
            name: string;
            /**
             * @description To be confirmed; left out otherwise.
             * @enum {boolean}
             */
            provisional?: true;
        };
        /** @description A make-up day 调休, or a business day with hours of its own. */
        WorkdayDtoAnswer: {
            /** @description Local, `2026-10-01`. */
            day: string;
            /** @description Those of a Monday, if left out. */
            hours?: components["schemas"]["HoursDtoAnswer"][];
            name: string;
            /**
             * @description To be confirmed; left out otherwise.
             * @constant
             */
            provisional?: true;
        };
    };
    responses: {
        /** @description The request is not well formed. */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description No token, or one that is not accepted. */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description The token does not allow this. */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description There is no such thing. */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description A rule refuses this; the facts say on what ground. */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description It was there and is not any more. */
        Problem410: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description It has changed since the revision that If-Match names. */
        Problem412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Too large. */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description A part of the path is too long. */
        Problem414: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Not a media type that this takes. */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description The data contradicts itself, the clock or a reused key. */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Too many requests: Retry-After says when to come again. */
        Problem429: {
            headers: {
                /** @description Seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description The checksum does not match. */
        Problem460: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Something went wrong here: it is in the log under the request id. */
        Problem500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Something that is needed does not answer, or a view is behind: try again after Retry-After. */
        Problem503: {
            headers: {
                /** @description Seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Health Check is successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The details object contains information of every health indicator. */
                        details: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                            } & {
                                [key: string]: unknown;
                            };
                        };
                        /** @description The error object contains information of each health indicator which is of status "down" */
                        error?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                            } & {
                                [key: string]: unknown;
                            };
                        };
                        /** @description The info object contains information of each health indicator which is of status "up" or "degraded" */
                        info?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                            } & {
                                [key: string]: unknown;
                            };
                        };
                        /**
                         * @description The overall status of the Health Check
                         * @enum {string}
                         */
                        status: "ok" | "degraded" | "error" | "shutting_down";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    metrics_scrape: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    approvals_list: {
        parameters: {
            query?: {
                complaint?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Lapses before this instant. */
                lapsesBefore?: string;
                limit?: number;
                /** @description Only what the caller may sign now: in a role of theirs, or by a delegation to them. */
                mine?: "true" | "false";
                /** @description What waits for this role's signature now; of a body, by its own name or that of the role that records its resolutions. */
                role?: string;
                /** @description `requested`, if left out; of a single complaint, all. `lapsed`: nothing was ordered before its validity ran out. */
                status?: "requested" | "granted" | "refused" | "voided" | "lapsed" | "withdrawn" | "spent";
                unit?: string;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalsPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    bundles_bundle: {
        parameters: {
            query?: {
                /** @description Repeat it for any of several; empty for none. */
                acknowledged?: string[];
                /** @description Repeat it for any of several; empty for none. */
                assignedSkill?: string[];
                /** @description Repeat it for any of several; empty for none. */
                assignedTeam?: string[];
                /** @description Repeat it for any of several; empty for none. */
                assignedUnit?: string[];
                /** @description Repeat it for any of several; empty for none. */
                assignee?: string[];
                /** @description Repeat it for any of several; empty for none. */
                atRisk?: string[];
                /** @description Repeat it for any of several; empty for none. */
                category?: string[];
                /** @description Repeat it for any of several; empty for none. */
                cause?: string[];
                /** @description Repeat it for any of several; empty for none. */
                channel?: string[];
                closedFrom?: string;
                closedTo?: string;
                /** @description These complaints and no others; goes without filters. */
                complaintId?: string[];
                /** @description Repeat it for any of several; empty for none. */
                contributions?: string[];
                /** @description Repeat it for any of several; empty for none. */
                contributionsFrom?: string[];
                /** @description Repeat it for any of several; empty for none. */
                erased?: string[];
                /** @description Repeat it for any of several; empty for none. */
                externalBodies?: string[];
                /** @description Received then or later. */
                from?: string;
                /** @description Repeat it for any of several; empty for none. */
                grade?: string[];
                /** @description Repeat it for any of several; empty for none. */
                handedOver?: string[];
                /** @description Repeat it for any of several; empty for none. */
                inBranch?: string[];
                /** @description Repeat it for any of several; empty for none. */
                incident?: string[];
                /** @description Repeat it for any of several; empty for none. */
                investigated?: string[];
                /** @description Repeat it for any of several; empty for none. */
                jurisdiction?: string[];
                /** @description Nothing that was recorded later: an instant with offset, or a position of the log. */
                knownAt?: string;
                /** @description Repeat it for any of several; empty for none. */
                language?: string[];
                lastEventFrom?: string;
                lastEventTo?: string;
                /** @description Repeat it for any of several; empty for none. */
                level?: string[];
                /** @description Repeat it for any of several; empty for none. */
                linked?: string[];
                /** @description Repeat it for any of several; empty for none. */
                mergedInto?: string[];
                /** @description Repeat it for any of several; empty for none. */
                origin?: string[];
                /** @description Repeat it for any of several; empty for none. */
                outcome?: string[];
                /** @description Repeat it for any of several; empty for none. */
                owed?: string[];
                /** @description Whether the pages open what is personal; the events stay sealed. Default: withhold. */
                personal?: "withhold" | "include";
                /** @description Repeat it for any of several; empty for none. */
                product?: string[];
                /** @description Repeat it for any of several; empty for none. */
                proposal?: string[];
                /** @description Repeat it for any of several; empty for none. */
                proposalRound?: string[];
                /** @description Words of codes and numbers, each by its beginning, all of which must occur. Personal data is not searched. */
                q?: string;
                receivedFrom?: string;
                receivedTo?: string;
                /** @description Repeat it for any of several; empty for none. */
                reopenedCount?: string[];
                /** @description Repeat it for any of several; empty for none. */
                replied?: string[];
                /** @description The other complaints of the same data subjects. */
                sameSubjectAs?: string;
                /** @description Repeat it for any of several; empty for none. */
                sensitive?: string[];
                /** @description Repeat it for any of several; empty for none. */
                severity?: string[];
                /** @description Repeat it for any of several; empty for none. */
                sourceId?: string[];
                /** @description Repeat it for any of several; empty for none. */
                sourceReference?: string[];
                /** @description Repeat it for any of several; empty for none. */
                sourceSystem?: string[];
                /** @description Repeat it for any of several; empty for none. */
                status?: string[];
                /** @description Repeat it for any of several; empty for none. */
                suggestedCategory?: string[];
                /** @description Repeat it for any of several; empty for none. */
                tags?: string[];
                /** @description Received before. */
                to?: string;
                /** @description Repeat it for any of several; empty for none. */
                unit?: string[];
                /** @description This unit or any below it, by the tree in force now. */
                unitWithin?: string;
                /** @description Repeat it for any of several; empty for none. */
                urgency?: string[];
            };
            header: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
                /** @description What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log. */
                "Redress-Purpose": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bundle. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    auditReplay_state: {
        parameters: {
            query?: {
                /** @description Business time: what had happened by then. */
                asOf?: string;
                /** @description Recorded time: what was known by then. */
                knownAt?: string;
                revision?: number;
            };
            header: {
                /** @description What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log. */
                "Redress-Purpose": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditedState"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    auditReplay_difference: {
        parameters: {
            query?: {
                /** @description Before the beginning, if left out. */
                from?: string;
                /** @description The end as it is now, if left out. */
                to?: string;
            };
            header: {
                /** @description What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log. */
                "Redress-Purpose": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditedDifference"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    auditReplay_why: {
        parameters: {
            query?: {
                /** @description Business time: what had happened by then. */
                asOf?: string;
                /** @description Recorded time: what was known by then. */
                knownAt?: string;
                revision?: number;
            };
            header: {
                /** @description What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log. */
                "Redress-Purpose": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditedWhy"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    auditReads_list: {
        parameters: {
            query?: {
                /** @description Of this complaint, by its id. */
                complaintId?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Read at this instant or after it. */
                from?: string;
                /** @description What was read: `complaints`, `reports`, `audit/bundles` … */
                kind?: string;
                limit?: number;
                /** @description What it was read for, as it was stated; empty: nothing was. */
                purpose?: string;
                /** @description Who read, a staff `sub`. */
                reader?: string;
                /** @description Read before this instant. */
                to?: string;
            };
            header: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
                /** @description What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log. */
                "Redress-Purpose": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditReadsPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    auditReads_report: {
        parameters: {
            query?: {
                /** @description Some of reader, purpose, kind and day, comma-separated; reader and purpose, if left out. */
                by?: string;
                /** @description Of this complaint, by its id. */
                complaintId?: string;
                /** @description Read at this instant or after it. */
                from?: string;
                /** @description What was read: `complaints`, `reports`, `audit/bundles` … */
                kind?: string;
                /** @description What it was read for, as it was stated; empty: nothing was. */
                purpose?: string;
                /** @description Who read, a staff `sub`. */
                reader?: string;
                /** @description Read before this instant. */
                to?: string;
                /** @description Whose days these are, IANA; the installation's, if left out. */
                tz?: string;
            };
            header: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
                /** @description What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log. */
                "Redress-Purpose": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadsReport"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    auditReplay_stream: {
        parameters: {
            query?: {
                /** @description Only those of later revisions: `next` of the page before. */
                after?: number;
                /** @description Business time: what had happened by then. */
                asOf?: string;
                /** @description Recorded time: what was known by then. */
                knownAt?: string;
                limit?: number;
                revision?: number;
            };
            header: {
                /** @description What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log. */
                "Redress-Purpose": string;
            };
            path: {
                /** @description `policy-<kind>`, `authority-default`, `improvement-<id>`, `incident-<id>` … */
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditedStream"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorityMatrix_inForce: {
        parameters: {
            query?: {
                /** @description Now, if left out. */
                asOf?: string;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        bands: components["schemas"]["Band"][];
                        bodies: components["schemas"]["Body"][];
                        currency: string;
                        /** Format: date-time */
                        effectiveFrom: string;
                        /** Format: date-time */
                        publishedAt: string;
                        /** @description A staff `sub`. */
                        publishedBy: string;
                        rates: components["schemas"]["Rate"][];
                        /** @description Why it is as it is. */
                        reason: string;
                        retiredBy: string | null;
                        /**
                         * Format: date-time
                         * @description Exclusive; null while nobody retired it.
                         */
                        retiredFrom: string | null;
                        retiredReason: string | null;
                        titles: components["schemas"]["Title"][];
                        /** @description 1 for the first that was published. */
                        version: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorityMatrix_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishMatrixDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorityMatrix_evaluate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "remedy": "refund",
                 *       "now": {
                 *         "amount": 20000,
                 *         "currency": "CNY"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["EvaluateDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Requirement"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorityMatrix_retire: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetireMatrixDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    authorityMatrix_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MatrixVersion"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    automations_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationsAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    automations_parked: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Those that were dismissed, instead of those that wait. */
                dismissed?: "true" | "false";
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    automations_dismiss: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                eventId: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    automations_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                eventId: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    calendars_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarsVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    calendars_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishCalendarsDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    calendars_due: {
        parameters: {
            query: {
                /** @description A whole number. */
                amount: number;
                /** @description Now, if neither is given. */
                asOf?: string;
                from: string;
                unit: "hours" | "calendar-days" | "business-days" | "business-hours";
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DueDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    calendars_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    keywords_suggestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    bulk_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One JSON object per line: command, complaintId, idempotencyKey, ifMatch, correlationId, body. */
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description One result per line, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_list: {
        parameters: {
            query?: {
                /** @description Repeat it for any of several; empty for none. */
                acknowledged?: string[];
                /** @description Repeat it for any of several; empty for none. */
                assignedSkill?: string[];
                /** @description Repeat it for any of several; empty for none. */
                assignedTeam?: string[];
                /** @description Repeat it for any of several; empty for none. */
                assignedUnit?: string[];
                /** @description Repeat it for any of several; empty for none. */
                assignee?: string[];
                /** @description Repeat it for any of several; empty for none. */
                atRisk?: string[];
                /** @description Repeat it for any of several; empty for none. */
                category?: string[];
                /** @description Repeat it for any of several; empty for none. */
                cause?: string[];
                /** @description Repeat it for any of several; empty for none. */
                channel?: string[];
                closedFrom?: string;
                closedTo?: string;
                /** @description Repeat it for any of several; empty for none. */
                contributions?: string[];
                /** @description Repeat it for any of several; empty for none. */
                contributionsFrom?: string[];
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Repeat it for any of several; empty for none. */
                erased?: string[];
                /** @description Repeat it for any of several; empty for none. */
                externalBodies?: string[];
                /** @description Repeat it for any of several; empty for none. */
                grade?: string[];
                /** @description Repeat it for any of several; empty for none. */
                handedOver?: string[];
                /** @description Repeat it for any of several; empty for none. */
                inBranch?: string[];
                /** @description Repeat it for any of several; empty for none. */
                incident?: string[];
                /** @description Repeat it for any of several; empty for none. */
                investigated?: string[];
                /** @description Repeat it for any of several; empty for none. */
                jurisdiction?: string[];
                /** @description Repeat it for any of several; empty for none. */
                language?: string[];
                lastEventFrom?: string;
                lastEventTo?: string;
                /** @description Repeat it for any of several; empty for none. */
                level?: string[];
                limit?: number;
                /** @description Repeat it for any of several; empty for none. */
                linked?: string[];
                /** @description Repeat it for any of several; empty for none. */
                mergedInto?: string[];
                /** @description Repeat it for any of several; empty for none. */
                origin?: string[];
                /** @description Repeat it for any of several; empty for none. */
                outcome?: string[];
                /** @description Repeat it for any of several; empty for none. */
                owed?: string[];
                /** @description Repeat it for any of several; empty for none. */
                product?: string[];
                /** @description Repeat it for any of several; empty for none. */
                proposal?: string[];
                /** @description Repeat it for any of several; empty for none. */
                proposalRound?: string[];
                /** @description Words of codes and numbers, each by its beginning, all of which must occur. Personal data is not searched. */
                q?: string;
                receivedFrom?: string;
                receivedTo?: string;
                /** @description Repeat it for any of several; empty for none. */
                reopenedCount?: string[];
                /** @description Repeat it for any of several; empty for none. */
                replied?: string[];
                /** @description The other complaints of the same data subjects. */
                sameSubjectAs?: string;
                /** @description Repeat it for any of several; empty for none. */
                sensitive?: string[];
                /** @description Repeat it for any of several; empty for none. */
                severity?: string[];
                sort?: "receivedAt" | "-receivedAt" | "lastEventAt" | "-lastEventAt" | "closedAt" | "-closedAt";
                /** @description Repeat it for any of several; empty for none. */
                sourceId?: string[];
                /** @description Repeat it for any of several; empty for none. */
                sourceReference?: string[];
                /** @description Repeat it for any of several; empty for none. */
                sourceSystem?: string[];
                /** @description Repeat it for any of several; empty for none. */
                status?: string[];
                /** @description Repeat it for any of several; empty for none. */
                suggestedCategory?: string[];
                /** @description Repeat it for any of several; empty for none. */
                tags?: string[];
                /** @description Repeat it for any of several; empty for none. */
                unit?: string[];
                /** @description This unit or any below it, by the tree in force now. */
                unitWithin?: string;
                /** @description Repeat it for any of several; empty for none. */
                urgency?: string[];
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ListedComplaint"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_receive: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "occurredAt": "2026-11-03T09:12:00+08:00",
                 *       "channel": "phone",
                 *       "cause": "late-delivery",
                 *       "product": "parcel",
                 *       "unit": "beijing",
                 *       "account": "The parcel came twelve days late, and nobody called.",
                 *       "demands": "An explanation.",
                 *       "complainant": {
                 *         "name": "Li Hua",
                 *         "phone": "+86 10 5555 0123"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ReceiveDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_detail: {
        parameters: {
            query?: {
                /** @description Business time: what had happened by then. */
                asOf?: string;
                /** @description Recorded time: what was known by then. */
                knownAt?: string;
                revision?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledgements: {
                            /**
                             * Format: date-time
                             * @description When the customer can expect an answer.
                             */
                            answerBy: string | null;
                            by: components["schemas"]["Actor"];
                            cc?: string[] | components["schemas"]["NotShown"];
                            channel: string;
                            /** @description The named contact, a staff `sub`. */
                            contact?: string;
                            /** @description How it will be handled, in words. */
                            handling?: string | components["schemas"]["NotShown"];
                            /** @description The letter as it was sent. */
                            letter?: components["schemas"]["Evidence"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            recipients?: string[] | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            template?: components["schemas"]["Template"];
                        }[];
                        apologies: {
                            admitsFault: boolean;
                            /** @description Who apologised, a staff `sub`; a respondent may. */
                            apologist: string;
                            by: components["schemas"]["Actor"];
                            cc?: string[] | components["schemas"]["NotShown"];
                            channel: string;
                            /** @description The letter as it was sent. */
                            letter?: components["schemas"]["Evidence"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /**
                             * @description It is older than the complaint form (rule 1).
                             * @constant
                             */
                            preReceipt?: true;
                            recipients?: string[] | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            template?: components["schemas"]["Template"];
                            text?: string | components["schemas"]["NotShown"];
                        }[];
                        /** @description The customer in a branch, beside what the form says. */
                        arrivals: {
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            /** @description The branch; absent if it is the unit of the complaint. */
                            unit?: string;
                        }[];
                        /** @description Who handles it now, by assignment or because it was handed back to them; null if nobody. */
                        assigned: {
                            by: components["schemas"]["Actor"];
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            person?: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            skill?: string;
                            team?: string;
                            unit?: string;
                        } | null;
                        assignments: {
                            by: components["schemas"]["Actor"];
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            person?: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            skill?: string;
                            team?: string;
                            unit?: string;
                        }[];
                        /** @description What the company bears in total, cancelled remedies left out: one sum per currency, in order of its code. */
                        borne: components["schemas"]["Money"][];
                        cancellations: {
                            by: components["schemas"]["Actor"];
                            compensation: number;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        classifications: {
                            by: components["schemas"]["Actor"];
                            category: string;
                            /** @enum {string} */
                            directness: "direct" | "indirect";
                            /** @description A code: what it does to the customer or the company. */
                            impact?: string;
                            /** @description Codes: what the customer needs, e.g. to be heard, respect, redress. */
                            needs: string[];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            /** @description To be handled with discretion. */
                            sensitive: boolean;
                            /** @enum {string} */
                            severity: "low" | "medium" | "high" | "critical";
                            /** @enum {string} */
                            urgency: "urgent" | "normal";
                        }[];
                        /** @description Which kind of complaint it is; null until it was classified. */
                        classified: {
                            by: components["schemas"]["Actor"];
                            category: string;
                            /** @enum {string} */
                            directness: "direct" | "indirect";
                            /** @description A code: what it does to the customer or the company. */
                            impact?: string;
                            /** @description Codes: what the customer needs, e.g. to be heard, respect, redress. */
                            needs: string[];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            /** @description To be handled with discretion. */
                            sensitive: boolean;
                            /** @enum {string} */
                            severity: "low" | "medium" | "high" | "critical";
                            /** @enum {string} */
                            urgency: "urgent" | "normal";
                        } | null;
                        /** @description How it is closed; null while it is open. */
                        closed: {
                            /**
                             * @description The customer accepted the resolution of a summary reply within the summary period, and how.
                             * @enum {string}
                             */
                            acceptedInSummary?: "verbal" | "written";
                            /**
                             * @description 当场解决: the customer accepted the resolution on the spot, and how.
                             * @enum {string}
                             */
                            acceptedOnTheSpot?: "verbal" | "written";
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            occurredAt: string;
                            outcome: components["schemas"]["Outcome"];
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
                            revision: number;
                            /** @description Absent in imports, and after a withdrawal without a reason. */
                            summary?: string | components["schemas"]["NotShown"];
                            /** @description The channel on which the customer was told; null if anonymous, or unknown to an import. */
                            toldVia: string | null;
                        } | null;
                        closures: {
                            /**
                             * @description The customer accepted the resolution of a summary reply within the summary period, and how.
                             * @enum {string}
                             */
                            acceptedInSummary?: "verbal" | "written";
                            /**
                             * @description 当场解决: the customer accepted the resolution on the spot, and how.
                             * @enum {string}
                             */
                            acceptedOnTheSpot?: "verbal" | "written";
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            occurredAt: string;
                            outcome: components["schemas"]["Outcome"];
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
                            revision: number;
                            /** @description Absent in imports, and after a withdrawal without a reason. */
                            summary?: string | components["schemas"]["NotShown"];
                            /** @description The channel on which the customer was told; null if anonymous, or unknown to an import. */
                            toldVia: string | null;
                        }[];
                        compensations: {
                            acceptance: components["schemas"]["Acceptance"];
                            /** @description Required unless the customer accepted in person. */
                            acceptanceEvidence?: components["schemas"]["Evidence"];
                            /** @enum {string} */
                            acceptedBy?: "customer" | "proxy" | "guardian" | "heir";
                            /** @description Ordinal of the proposal's round within the complaint; absent where the total needed no signature, and in imports. */
                            approvalRound?: number;
                            /** @description 公司承担金额, what the company bears. null: an imported relief without an amount is an unknown amount, not zero. */
                            borne: null | components["schemas"]["Money"];
                            by: components["schemas"]["Actor"];
                            /** @description What the customer asked for. */
                            claimed?: components["schemas"]["Money"];
                            /** @description A code: why less was ordered than was approved. */
                            lessBecause?: string;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            /** @description A code of the remedy menu: refund, replacement, voucher, gift, … */
                            remedy: string;
                            revision: number;
                        }[];
                        complaintId: string;
                        contacts: {
                            by: components["schemas"]["Actor"];
                            channel: string;
                            /** @enum {string} */
                            direction: "inbound" | "outbound";
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description True if it was before the complaint form (rule 1). */
                            preReceipt: boolean;
                            reached: boolean;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            summary?: string | components["schemas"]["NotShown"];
                            /** @description As in `Received`. */
                            words?: string[];
                        }[];
                        /** @description What other departments were asked for, in order of their ordinals. */
                        contributions: components["schemas"]["Contribution"][];
                        /** @description What of the form was wrong; `received` stays as it was written. */
                        corrections: components["schemas"]["Correction"][];
                        /** @description Every clock, in the order in which they were set; `promises` are kept by `promise`, their ordinal from 1. */
                        deadlines: components["schemas"]["CaseDeadline"][];
                        departures: {
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            /** @description The branch; absent if it is the unit of the complaint. */
                            unit?: string;
                        }[];
                        erasures: {
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why, e.g. request-of-the-person. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            /** @description The erasure request that was approved; absent before there were any. */
                            request?: string;
                            revision: number;
                        }[];
                        escalations: ({
                            by: components["schemas"]["Actor"];
                            from: number;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            to: number;
                            /** @constant */
                            track: "level";
                            /** @enum {string} */
                            trigger: "customer" | "person" | "deadline" | "tipping-point" | "authority";
                        } | {
                            /** @enum {string} */
                            body: "regulator" | "association" | "ombudsman" | "court" | "media";
                            by: components["schemas"]["Actor"];
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            /** @description The case's number there. */
                            reference?: string;
                            revision: number;
                            /** @constant */
                            track: "external";
                            /** @enum {string} */
                            trigger: "customer" | "person" | "deadline" | "tipping-point" | "authority";
                        })[];
                        evidence: {
                            by: components["schemas"]["Actor"];
                            bytes?: number;
                            description?: string | components["schemas"]["NotShown"];
                            hash: string;
                            locator: string;
                            /** @description Of what is in the evidence store: what it is, and how many bytes before encryption. */
                            mediaType?: string;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description True if it is older than the complaint form (rule 1). */
                            preReceipt: boolean;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        externalDecisions: {
                            /** @description What it awards to the customer. */
                            award?: components["schemas"]["Money"];
                            /** @enum {string} */
                            body: "regulator" | "association" | "ombudsman" | "court" | "media";
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            decidedAt?: string;
                            evidence?: components["schemas"]["Evidence"];
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            /** @description The case's number there. */
                            reference?: string;
                            revision: number;
                            /** @enum {string} */
                            ruling: "upheld" | "partly" | "rejected" | "inadmissible" | "settled";
                        }[];
                        followUps: {
                            by: components["schemas"]["Actor"];
                            /** @description Absent only with an impossibility. */
                            channel?: string;
                            comment?: string | components["schemas"]["NotShown"];
                            /** @enum {string} */
                            impossibility?: "anonymous" | "unreachable" | "declined" | "through-authority";
                            newDemand?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            reached: boolean;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            /** @description 1 (very dissatisfied) to 5 (very satisfied). */
                            satisfaction?: number;
                            solved?: boolean;
                            /** @description As in `Received`. */
                            words?: string[];
                            wouldBuyAgain?: boolean;
                        }[];
                        /** @description The form as it stands, with every correction. */
                        form: components["schemas"]["ReceivedData"];
                        fulfilments: {
                            by: components["schemas"]["Actor"];
                            /** @description Ordinal of the `Compensated` within the complaint, from 1. */
                            compensation: number;
                            /** @description A staff `sub`. */
                            confirmedBy: string;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            /** @description Of the payment or the parcel. */
                            reference?: string;
                            revision: number;
                        }[];
                        handBacks: {
                            by: components["schemas"]["Actor"];
                            from: number;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @description Who handles it there, a staff `sub`. */
                            person?: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            to: number;
                        }[];
                        handOvers: {
                            by: components["schemas"]["Actor"];
                            /** @description Null if nobody had it. */
                            from: null | components["schemas"]["Holder"];
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            to: components["schemas"]["Holder"];
                        }[];
                        /** @description Where it was taken over from, and what was noticed then. */
                        imports: {
                            by: components["schemas"]["Actor"];
                            /** @description The source's columns kept as they were, without personal ones. */
                            columns: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            source: components["schemas"]["Source"];
                            waived: components["schemas"]["Waiver"][];
                            warnings: components["schemas"]["ImportWarning"][];
                        }[];
                        /** @description The mass incident that it is part of; null if of none. */
                        incident: {
                            by: components["schemas"]["Actor"];
                            incidentId: string;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        } | null;
                        incidentsJoined: {
                            by: components["schemas"]["Actor"];
                            incidentId: string;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        incidentsLeft: {
                            by: components["schemas"]["Actor"];
                            incidentId: string;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        interimMeasures: {
                            by: components["schemas"]["Actor"];
                            /** @description A code: what. */
                            measure: string;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            product?: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            /** Format: date-time */
                            until?: string;
                        }[];
                        investigations: {
                            /** @description A branch of the company's own below it, a code of the taxonomy. */
                            branch?: string;
                            by: components["schemas"]["Actor"];
                            evidence: components["schemas"]["Evidence"][];
                            /**
                             * @description Absent only if nothing was substantiated.
                             * @enum {string}
                             */
                            faultParty?: "customer" | "own" | "third";
                            /** @enum {string} */
                            finding: "partly" | "substantiated" | "not";
                            /** @description Behind the visible issue 显性 lay a hidden one 隐性. */
                            hiddenIssue: boolean;
                            note?: components["schemas"]["NotShown"] | components["schemas"]["StarNote"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            /**
                             * @description Fishbone branch; absent only if nothing was substantiated.
                             * @enum {string}
                             */
                            rootCause?: "people" | "process" | "product" | "policy" | "system" | "environment";
                            /** @description 最不利解释原则: where a text was unclear, it was read against ourselves. */
                            unfavourableReading: boolean;
                        }[];
                        /**
                         * Format: date-time
                         * @description When the latest event of the case occurred; the import of a history is not one.
                         */
                        lastEventAt: string;
                        /** @description Those that were not lifted; while there is one, nobody the case is about is erased. */
                        legalHolds: {
                            by: components["schemas"]["Actor"];
                            /** @description Ordinal within the complaint, from 1. */
                            hold: number;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            /** @description What it is kept for: a file number, who asked. */
                            reference?: string | components["schemas"]["NotShown"];
                            revision: number;
                        }[];
                        legalHoldsLifted: {
                            by: components["schemas"]["Actor"];
                            hold: number;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        legalHoldsPlaced: {
                            by: components["schemas"]["Actor"];
                            /** @description Ordinal within the complaint, from 1. */
                            hold: number;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            /** @description What it is kept for: a file number, who asked. */
                            reference?: string | components["schemas"]["NotShown"];
                            revision: number;
                        }[];
                        /** @description 1 is the front line. */
                        level: number;
                        /** @description The cases that this one has to do with now, and everything that was said about that. */
                        links: {
                            by: components["schemas"]["Actor"];
                            complaintId: string;
                            kind: components["schemas"]["LinkKind"];
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        /** @description The case that this one was merged into; null if it stands for itself. */
                        mergedInto: {
                            by: components["schemas"]["Actor"];
                            complaintId: string;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        } | null;
                        mergers: {
                            by: components["schemas"]["Actor"];
                            complaintId: string;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        notes: {
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            text: string | components["schemas"]["NotShown"];
                        }[];
                        origin: components["schemas"]["Origin"];
                        owed: components["schemas"]["OwedRemedy"][];
                        paymentFailures: {
                            by: components["schemas"]["Actor"];
                            compensation: number;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            reference?: string;
                            revision: number;
                        }[];
                        /** @description Of the latest event, in the log. */
                        position: string;
                        promises: {
                            amount?: components["schemas"]["Money"];
                            by: components["schemas"]["Actor"];
                            channel: string;
                            /** Format: date-time */
                            due: string;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            promise: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        promisesKept: {
                            by: components["schemas"]["Actor"];
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            promise: number;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        /** @description In order of their rounds. */
                        proposals: components["schemas"]["ProposalRound"][];
                        /** @description The complaint form, as it was written. */
                        received: {
                            /** @description 事件经过, what happened. */
                            account?: string | components["schemas"]["NotShown"];
                            /**
                             * Format: date-time
                             * @description At a branch: when the customer came and left.
                             */
                            arrivedAt?: string;
                            by: components["schemas"]["Actor"];
                            /** @description 投诉原因, a code of the cause taxonomy. */
                            cause: string;
                            channel: string;
                            complainant?: components["schemas"]["NotShown"] | components["schemas"]["Complainant"];
                            complainantKind: components["schemas"]["ComplainantKind"];
                            /** @description 客户要求 in the customer's words. */
                            demands?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            departedAt?: string;
                            /** @description 第一接待人, a staff `sub`; null where an imported source does not name one. */
                            firstReceiver: string | null;
                            /** @enum {string} */
                            grade: "grievance" | "complaint";
                            /** Format: date-time */
                            happenedAt?: string;
                            jurisdiction?: string;
                            /** @description BCP 47; `und` where unknown. */
                            language: string;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @description The policy pack that the case is handled under; absent where there was none yet. */
                            pack?: components["schemas"]["ChosenPack"];
                            personsInvolved?: string[] | components["schemas"]["NotShown"];
                            place?: string | components["schemas"]["NotShown"];
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            product?: string;
                            /** Format: date-time */
                            recordedAt: string;
                            /** @description Staff `sub`s complained about, or who handled the matter complained about: recused (rule 2). */
                            respondents: string[];
                            revision: number;
                            /** @description The complaint's number at whoever passed it on, e.g. a regulator. */
                            sourceReference?: string;
                            /** @description Which category the words point to; absent if to none. */
                            suggestion?: components["schemas"]["Suggestion"];
                            tags: string[];
                            unit?: string;
                            /** @description Signals of the pack whose words stand in what the customer said. */
                            words?: string[];
                        };
                        /** Format: date-time */
                        recordedAt: string;
                        recusals: {
                            by: components["schemas"]["Actor"];
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @description A staff `sub`. */
                            person: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            /** @description Roles in which nobody else is left to act: the matrix's stand-ins take their place. */
                            vacates: string[];
                        }[];
                        reopenings: {
                            by: components["schemas"]["Actor"];
                            /** @description 1 for the first reopening. */
                            count: number;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        replies: {
                            by: components["schemas"]["Actor"];
                            cc?: string[] | components["schemas"]["NotShown"];
                            channel: string;
                            /** @description The notice of a mass incident, by its ordinal there: all members are told the same. */
                            incident?: {
                                incidentId: string;
                                notice: number;
                            };
                            /** @enum {string} */
                            kind: "interim" | "holding" | "summary" | "final";
                            /** @description The letter as it was sent. */
                            letter?: components["schemas"]["Evidence"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            reasons?: string | components["schemas"]["NotShown"];
                            recipients?: string[] | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            recordedAt: string;
                            recourse: ("internal-review" | "regulator" | "association" | "ombudsman" | "court")[];
                            revision: number;
                            template?: components["schemas"]["Template"];
                            text?: string | components["schemas"]["NotShown"];
                        }[];
                        /** @description Of the latest event. */
                        revision: number;
                        /** @description Why the case is over the threshold of its pack; null while it is not. */
                        risk: {
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            occurredAt: string;
                            pack: components["schemas"]["ChosenPack"];
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            score: number;
                            /** @description Those with points, in the order of the pack. */
                            signals: components["schemas"]["CountedSignal"][];
                            threshold: number;
                        } | null;
                        risksEased: {
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            occurredAt: string;
                            pack: components["schemas"]["ChosenPack"];
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            score: number;
                            /** @description Those with points, in the order of the pack. */
                            signals: components["schemas"]["CountedSignal"][];
                            threshold: number;
                        }[];
                        risksRaised: {
                            by: components["schemas"]["Actor"];
                            /** Format: date-time */
                            occurredAt: string;
                            pack: components["schemas"]["ChosenPack"];
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            score: number;
                            /** @description Those with points, in the order of the pack. */
                            signals: components["schemas"]["CountedSignal"][];
                            threshold: number;
                        }[];
                        /** @enum {string} */
                        status: "open" | "closed";
                        /** @description Version of the taxonomy under which it was coded last, by the form, a correction or what followed; null if only elsewhere. */
                        taxonomy: number | null;
                        trackingCode: string;
                        /** @description Remedies, cancelled ones left out, whose amount the source does not say; they are in no sum. */
                        unknownAmounts: number;
                        unlinkings: {
                            by: components["schemas"]["Actor"];
                            complaintId: string;
                            kind: components["schemas"]["LinkKind"];
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        unmergings: {
                            by: components["schemas"]["Actor"];
                            complaintId: string;
                            note?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            /** @description A code: why. */
                            reason: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                        withdrawals: {
                            by: components["schemas"]["Actor"];
                            channel: string;
                            /** Format: date-time */
                            occurredAt: string;
                            /** @enum {string} */
                            precision?: "day" | "not-before";
                            reason?: string | components["schemas"]["NotShown"];
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_acknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "phone",
                 *       "contact": "anna",
                 *       "answerBy": "2026-11-07T18:00:00+08:00",
                 *       "handling": "Anna asks the depot and calls back."
                 *     }
                 */
                "application/json": components["schemas"]["AcknowledgeDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_apologise: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApologiseDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "granted"
                 *     }
                 */
                "application/json": components["schemas"]["ApproveDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_arrive: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BranchVisitDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_assign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "person": "anna"
                 *     }
                 */
                "application/json": components["schemas"]["AssignDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_cancelCompensation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelCompensationDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_classify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "category": "service",
                 *       "severity": "medium",
                 *       "urgency": "normal",
                 *       "directness": "direct"
                 *     }
                 */
                "application/json": components["schemas"]["ClassifyDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "upheld",
                 *       "summary": "Explained, and refunded.",
                 *       "toldVia": "phone"
                 *     }
                 */
                "application/json": components["schemas"]["CloseDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_compensate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "remedy": "refund",
                 *       "borne": {
                 *         "amount": 20000,
                 *         "currency": "CNY"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CompensateDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_recordContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordContactDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_giveContribution: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveContributionDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_requestContribution: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestContributionDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_correct: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_recordCustomerDecision: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerDecisionDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_deadlines: {
        parameters: {
            query?: never;
            header?: {
                /** @description `zh-CN` or `en`; labels and reasons in both without it. */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOf: string;
                        complaintId: string;
                        items: {
                            clock: string;
                            due: string;
                            extensions: {
                                /** @description Who approved it, a staff `sub`, in which role; and who had asked for it. */
                                approver: string;
                                /** Format: date-time */
                                at: string;
                                /** Format: date-time */
                                before: string;
                                /** Format: date-time */
                                due: string;
                                /** @description Ordinal among the extensions of this clock, from 1. */
                                extension: number;
                                length: components["schemas"]["Length"];
                                /** @description A code: why. */
                                reason: string;
                                requestedBy?: string;
                                role: string;
                                warnings: components["schemas"]["Warning"][];
                            }[];
                            labels?: {
                                en?: string;
                                "zh-CN"?: string;
                            };
                            local: string;
                            metAt?: string;
                            missedAt?: string;
                            nextExtension: {
                                approver: string;
                                length: components["schemas"]["Length"];
                                reasons?: string[];
                            } | null;
                            overdue: boolean;
                            pauses: {
                                because: string;
                                /** Format: date-time */
                                due?: string;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                until?: string;
                            }[];
                            responsible: string;
                            rule: string;
                            /** @enum {string} */
                            status: "running" | "paused" | "missed" | "met" | "stopped";
                            statutory: boolean;
                            /** @enum {string} */
                            stoppedBy?: "withdrawn" | "closed" | "customer-refused" | "merged" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
                            warnings: {
                                /** Format: date-time */
                                at: string;
                                percent: number;
                                warned: boolean;
                            }[];
                            why: {
                                calendar: {
                                    name: string;
                                    version: number;
                                    zone: string;
                                };
                                counted?: components["schemas"]["CountedDay"][];
                                firstDue?: string;
                                from: string;
                                leftOut?: number;
                                length: "as-said" | components["schemas"]["Length"];
                                /** @enum {string} */
                                moment: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
                                pack: components["schemas"]["ChosenPack"];
                                provisional: boolean;
                                sentence: {
                                    en?: string;
                                    "zh-CN"?: string;
                                };
                                skipped?: components["schemas"]["SkippedDay"][];
                                source: components["schemas"]["RuleSource"];
                            } | {
                                calendar: {
                                    name: string;
                                    version: number;
                                    zone: string;
                                };
                                counted?: components["schemas"]["CountedDay"][];
                                firstDue?: string;
                                from: string;
                                leftOut?: number;
                                length: "as-said" | components["schemas"]["Length"];
                                /** @enum {string} */
                                moment: "withdrawn" | "closed" | "customer-refused" | "received" | "acknowledged" | "contacted" | "customer-asked" | "contact-named" | "classified" | "classified-severe" | "assigned" | "handed-over" | "handed-back" | "escalated" | "escalated-outside" | "external-decision" | "contribution-requested" | "contribution-given" | "contribution-refused" | "interim-measure" | "apologised" | "investigated" | "proposed" | "approval-requested" | "approval-granted" | "approval-refused" | "customer-accepted" | "remedy-ordered" | "remedy-fulfilled" | "payment-failed" | "promised" | "promise-kept" | "replied" | "replied-summary" | "replied-final" | "followed-up" | "dissatisfied" | "repeated" | "joined-incident" | "reopened";
                                pack: components["schemas"]["ChosenPack"];
                                provisional: boolean;
                                sentence: {
                                    en?: string;
                                    "zh-CN"?: string;
                                };
                                skipped?: components["schemas"]["SkippedDay"][];
                                source: {
                                    paragraph: string;
                                };
                            };
                        }[];
                        revision: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_extend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                clock: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                clock: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                clock: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_depart: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BranchVisitDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_escalate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EscalateDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_addEvidence: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddEvidenceDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    evidenceFiles_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hash: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    evidenceFiles_add: {
        parameters: {
            query?: {
                /** @description When it happened; now, if left out. Never in the future. */
                occurredAt?: string;
            };
            header?: {
                /** @description sha-256=:<base64>: of the file (RFC 9530); 422 if another one came. */
                "Content-Digest"?: string;
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description What it shows, percent-encoded UTF-8. Personal. */
                "Redress-Description"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/pdf": string;
                "application/vnd.oasis.opendocument.presentation": string;
                "application/vnd.oasis.opendocument.spreadsheet": string;
                "application/vnd.oasis.opendocument.text": string;
                "application/vnd.openxmlformats-officedocument.presentationml.presentation": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                "audio/3gpp": string;
                "audio/aac": string;
                "audio/amr": string;
                "audio/flac": string;
                "audio/mp4": string;
                "audio/mpeg": string;
                "audio/ogg": string;
                "audio/wav": string;
                "audio/webm": string;
                "audio/x-m4a": string;
                "audio/x-wav": string;
                "image/avif": string;
                "image/bmp": string;
                "image/gif": string;
                "image/heic": string;
                "image/heif": string;
                "image/jpeg": string;
                "image/png": string;
                "image/tiff": string;
                "image/webp": string;
                "message/rfc822": string;
                "text/csv": string;
                "text/plain": string;
                "video/3gpp": string;
                "video/matroska": string;
                "video/mp4": string;
                "video/mpeg": string;
                "video/ogg": string;
                "video/quicktime": string;
                "video/webm": string;
                "video/x-matroska": string;
                "video/x-msvideo": string;
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    evidenceUploads_create: {
        parameters: {
            query?: never;
            header: {
                /** @description Bytes of the file. */
                "Upload-Length": string;
                /** @description filetype: its media type. Optional: sha256 of the file, description, occurredAt. */
                "Upload-Metadata": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            410: components["responses"]["Problem410"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            460: components["responses"]["Problem460"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    evidenceUploads_options: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is, in headers. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            410: components["responses"]["Problem410"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            460: components["responses"]["Problem460"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    evidenceUploads_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                upload: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Given up. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            410: components["responses"]["Problem410"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            460: components["responses"]["Problem460"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    evidenceUploads_head: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                upload: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is, in headers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            410: components["responses"]["Problem410"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            460: components["responses"]["Problem460"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    evidenceUploads_patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                upload: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken, in headers. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            410: components["responses"]["Problem410"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            460: components["responses"]["Problem460"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_recordExternalDecision: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExternalDecisionDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_followUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowUpDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_fulfil: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FulfilDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_handBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandBackDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_handOver: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOverDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_history: {
        parameters: {
            query?: {
                /** @description Business time: what had happened by then. */
                asOf?: string;
                /** @description `stored`: also the events as they are stored and hashed, to verify the chain without trusting the answer. */
                include?: "stored";
                /** @description Recorded time: what was known by then. */
                knownAt?: string;
                revision?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        chain: {
                            events: number;
                            head: string | null;
                            verified: boolean;
                        };
                        complaintId: string;
                        events: components["schemas"]["HistoryItem"][];
                        stored: {
                            data: Record<string, never>;
                            id: string;
                            metadata: components["schemas"]["Metadata"];
                            position: string;
                            /** Format: date-time */
                            recordedAt: string;
                            revision: number;
                            stream: string;
                            type: string;
                        }[];
                    } | {
                        chain: {
                            events: number;
                            head: string | null;
                            verified: boolean;
                        };
                        complaintId: string;
                        events: components["schemas"]["HistoryItem"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_takeInterimMeasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterimMeasureDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_investigate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "finding": "substantiated",
                 *       "faultParty": "own",
                 *       "rootCause": "process"
                 *     }
                 */
                "application/json": components["schemas"]["InvestigateDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    legalHolds_place: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceLegalHoldDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    legalHolds_lift: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                hold: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LiftHoldDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    letters_send: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    letters_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterPreview"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_merge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_addNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddNoteDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_failPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FailPaymentDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    playbooks_ofCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePlaybookDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_makePromise: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakePromiseDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_keepPromise: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeepPromiseDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_propose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "remedy": "refund",
                 *       "borne": {
                 *         "amount": 20000,
                 *         "currency": "CNY"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ProposeDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_withdrawProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawProposalDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_recuse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecuseDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_related: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        complaintId: string;
                        items: components["schemas"]["RelatedComplaint"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_reopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_reply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_risk: {
        parameters: {
            query?: never;
            header?: {
                /** @description `zh-CN` or `en`; labels in both without it. */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        complaintId: string;
                        escalateTo: components["schemas"]["EscalateTo"];
                        isRisky: boolean;
                        pack: components["schemas"]["ChosenPack"];
                        revision: number;
                        score: number;
                        signals: {
                            beyond: number;
                            count: number;
                            counts: boolean;
                            each: boolean;
                            labels: {
                                en?: string;
                                "zh-CN"?: string;
                            };
                            points: number;
                            signal: string;
                            source?: components["schemas"]["RuleSource"];
                            weight: number;
                        }[];
                        threshold: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_unlink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnlinkDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_unmerge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnmergeDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    complaints_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deadlines_list: {
        parameters: {
            query?: {
                /** @description What this unit has to see to. */
                assignedUnit?: string;
                /** @description The code of a rule of a pack. */
                clock?: string;
                complaint?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Due from this instant on. */
                dueAfter?: string;
                /** @description Due before this instant. */
                dueBefore?: string;
                limit?: number;
                /** @description What the caller has to see to. */
                mine?: "true" | "false";
                /** @description What this person, a staff `sub`, has to see to. */
                person?: string;
                /** @description The role that has to see to it. */
                responsible?: string;
                /**
                 * @description `due` runs and is in time yet, `overdue` is owed after its due time; the others as they stand. What is owed, in time or not, if left out; of a
                 *     single complaint, all.
                 */
                status?: "due" | "overdue" | "running" | "paused" | "missed" | "met" | "stopped";
                statutory?: "true" | "false";
                /** @description IANA: whose today is counted; the installation's, if left out. */
                tz?: string;
                /** @description Complaints about this unit. */
                unit?: string;
                /** @description Complaints about this unit or any below it, by the tree in force now. */
                unitWithin?: string;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadlinesPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    delegations_list: {
        parameters: {
            query?: {
                /** @description Only those in force then. */
                asOf?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                delegate?: string;
                delegator?: string;
                limit?: number;
                /** @description Only those given by or to the caller. */
                mine?: "true" | "false";
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DelegationsPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    delegations_delegate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DelegateDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DelegationAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    delegations_revoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeDelegationDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DelegationAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    measurements_exposures: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                limit?: number;
                product?: string;
                unit?: string;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RecordedExposure"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    measurements_recordExposure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordExposureDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_list: {
        parameters: {
            query?: {
                cause?: "people" | "process" | "product" | "policy" | "system" | "environment";
                /** @description Raised from this complaint. */
                complaint?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                kind?: "corrective" | "preventive" | "opportunity" | "training";
                limit?: number;
                /** @description `true`: only those whose due day is over and that were neither done nor dropped; `false`: only the others. */
                overdue?: "true" | "false";
                owner?: string;
                status?: "raised" | "planned" | "adopted" | "done" | "dropped";
                /** @description IANA zone, by whose days something is overdue; the installation's, if left out. */
                tz?: string;
                unit?: string;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementsPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_raise: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "corrective",
                 *       "cause": "process",
                 *       "title": "Tell customers before a depot closes.",
                 *       "from": {
                 *         "trend": "late-delivery"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RaiseImprovementDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_detail: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementDetail"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_adopt: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptImprovementDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_benefit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordBenefitDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_complete: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteImprovementDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_drop: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropImprovementDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_effectiveness: {
        parameters: {
            query?: {
                /** @description Business time: counts what had happened by then; now, if left out. */
                asOf?: string;
                /** @description Recorded time: counts what was known by then; what is known now, if left out. */
                knownAt?: string;
                /** @description Which instant parts the weeks: the adoption, if left out. */
                since?: "adoption" | "completion";
                /** @description IANA zone, by whose clock weeks are counted; the installation's, if left out. */
                tz?: string;
                /** @description As many before as after; 8, if left out. */
                weeks?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effectiveness"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_review: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewEffectivenessDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    improvements_plan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanImprovementDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImprovementAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    incidents_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                limit?: number;
                status?: "open" | "closed";
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentsPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    incidents_open: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenIncidentDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    incidents_detail: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentDetail"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    incidents_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseIncidentDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    incidents_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveComplaintDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    incidents_members: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description `true`: only those that left; `false`: only those that are members now. */
                left?: "true" | "false";
                limit?: number;
                /** @description `true`: only those that did not get what the others got; `false`: only the others. */
                skipped?: "true" | "false";
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentMembersPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    incidents_join: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinComplaintsDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    incidents_notice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendNoticeDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    incidents_offer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferRemedyDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    keywords_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeywordsVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    keywords_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishKeywordsDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    keywords_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    letterTemplates_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LettersVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    letterTemplates_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishLettersDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    letterTemplates_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    managementReport_report: {
        parameters: {
            query: {
                /** @description Business time: counts what had happened by then; now, if left out. */
                asOf?: string;
                /** @description html, a page to be printed, if left out; json has its numbers. */
                format?: "html" | "json";
                /** @description Inclusive: a date (its local midnight) or an instant with offset. */
                from: string;
                /** @description Recorded time: counts what was known by then; what is known now, if left out. */
                knownAt?: string;
                /** @description Of html: zh-CN or en; by Accept-Language, if left out. */
                lang?: "zh-CN" | "en";
                /** @description Exclusive. */
                to: string;
                /** @description IANA zone, whose days and weeks these are; the installation's, if left out. */
                tz?: string;
            };
            header?: {
                /** @description `zh-CN` or `en`: of a page, where `lang` does not say. */
                "Accept-Language"?: string;
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page to be printed, or its numbers as JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagementReport"];
                    "text/html": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    notifications_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationsVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    notifications_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishNotificationsDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    notifications_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecretDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    notifications_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deliveries_list: {
        parameters: {
            query?: {
                complaintId?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                limit?: number;
                /** @description The id of the rule. */
                rule?: string;
                status?: "pending" | "delivered" | "dead";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveriesPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deliveries_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    packs_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PacksVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    packs_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishPacksDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    packs_findOne: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    packs_choice: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                jurisdiction?: string;
                product?: string;
                unit?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChosenPackDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    packs_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    playbooks_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Of this category alone. */
                category?: string;
                /** @description With a category: the one for this product, else that of the category. */
                product?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybooksVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    playbooks_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishPlaybooksDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    playbooks_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    access_answer: {
        parameters: {
            query: {
                /** @description Any complaint of the person. */
                complaintId: string;
            };
            header: {
                /** @description What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log. */
                "Redress-Purpose": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    access_archive: {
        parameters: {
            query: {
                /** @description Any complaint of the person. */
                complaintId: string;
            };
            header: {
                /** @description What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log. */
                "Redress-Purpose": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    erasures_list: {
        parameters: {
            query?: {
                /** @description The complaint that was named. */
                complaintId?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                limit?: number;
                status?: "proposed" | "approved" | "rejected" | "done";
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasuresPageDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    erasures_propose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeErasureDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureProposedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    erasures_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureState"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    erasures_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveErasureDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    erasures_reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectErasureDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureRejectedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    erasures_approveAll: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveErasuresDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureOutcomes"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    erasures_due: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasuresDuePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    erasures_proposeDue: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeDueDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasuresProposedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    progress_find: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                trackingCode: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    playbooks_menu: {
        parameters: {
            query: {
                /** @description Now, if neither is given. */
                asOf?: string;
                category: string;
                product?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description `zh-CN` or `en`; labels in both without it. */
                "Accept-Language"?: string;
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemedyMenuDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reports_catalogue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReportEntry"][];
                        sqlParameters: string[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reports_report: {
        parameters: {
            query: {
                /** @description Business time: counts what had happened by then; now, if left out. */
                asOf?: string;
                /** @description Of trend-alerts: With how many periods before it is compared, of equal length, or buckets: weeks, if it is one week. 1 to 104, 8 if left out. */
                baseline?: number;
                /** @description day, week, month, quarter or year; one row for the whole period, if left out. */
                bucket?: string;
                /** @description What to split by, comma separated, in the order of the columns: dimensions of the report. */
                by?: string;
                /** @description Of trend-alerts: By how many per cent a fall must be below what was expected. 1 to 100, 50 if left out. */
                fall?: number;
                /** @description json, if left out; html is a page to be printed, csv, xlsx and parquet are files. */
                format?: "json" | "csv" | "xlsx" | "parquet" | "html";
                /** @description Inclusive: a date (its local midnight) or an instant with offset. */
                from: string;
                /** @description Recorded time: counts what was known by then; what is known now, if left out. */
                knownAt?: string;
                /** @description Of html: zh-CN or en; by Accept-Language, if left out. */
                lang?: "zh-CN" | "en";
                /** @description Of hot-spots: How many rows, the top ones first; of each bucket. 1 to 1000, 20 if left out. */
                limit?: number;
                /** @description Of trend-alerts: Fewer complaints are no trend: received for a rise, expected for a fall. 1 to 1000000, 5 if left out. */
                minimum?: number;
                /** @description Of return-cn-bulletin, return-uk-disp, return-us-cfpb: Version of the taxonomies of returns to ask by: an older one, or one that is not in force yet; 0 for the one in force at the cut. 0 to 1000000, 0 if left out. */
                taxonomy?: number;
                /** @description Of trend-alerts: By how many standard deviations it must differ from what was expected. 1 to 10, 3 if left out. */
                threshold?: number;
                /** @description Exclusive. */
                to: string;
                /** @description IANA zone, whose days and weeks these are; the installation's, if left out. */
                tz?: string;
            };
            header?: {
                /** @description `zh-CN` or `en`: of a page, where `lang` does not say. */
                "Accept-Language"?: string;
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                name: "volume" | "timeliness" | "first-contact" | "resolution" | "branch-visits" | "promises" | "outcomes" | "compensation" | "authority-usage" | "escalation" | "risk" | "satisfaction" | "root-causes" | "classification" | "training-gap" | "backlog" | "department-latency" | "repeats" | "hot-spots" | "trend-alerts" | "improvement" | "improvement-benefit" | "return-cn-bulletin" | "return-uk-disp" | "return-us-cfpb";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report, as JSON, CSV, workbook, Parquet or a page to be printed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                    "application/vnd.apache.parquet": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                    "text/html": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reports_complaints: {
        parameters: {
            query: {
                /** @description The row's value, where it was split by this; empty for none. */
                approver?: string;
                /** @description Business time: counts what had happened by then; now, if left out. */
                asOf?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                band?: string;
                /** @description Of trend-alerts: With how many periods before it is compared, of equal length, or buckets: weeks, if it is one week. 1 to 104, 8 if left out. */
                baseline?: number;
                /** @description The row's value, where it was split by this; empty for none. */
                branch?: string;
                /** @description day, week, month, quarter or year; one row for the whole period, if left out. */
                bucket?: string;
                /** @description The row's `bucket`; all buckets, if left out. */
                bucketStart?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                business?: string;
                /** @description What to split by, comma separated, in the order of the columns: dimensions of the report. */
                by?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                category?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                cause?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                channel?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                clock?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                complaintCause?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                consumerDisputed?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                currency?: string;
                /** @description `next` of the page before, with the same question. */
                cursor?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                decision?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                department?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                ending?: string;
                /** @description Of trend-alerts: By how many per cent a fall must be below what was expected. 1 to 100, 50 if left out. */
                fall?: number;
                /** @description The row's value, where it was split by this; empty for none. */
                faultParty?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                finding?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                firstCategory?: string;
                /** @description json, if left out, is a page of them; csv, xlsx and parquet are all of them. */
                format?: "json" | "csv" | "xlsx" | "parquet";
                /** @description Inclusive: a date (its local midnight) or an instant with offset. */
                from: string;
                /** @description The row's value, where it was split by this; empty for none. */
                grade?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                issue?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                jurisdiction?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                kind?: string;
                /** @description Recorded time: counts what was known by then; what is known now, if left out. */
                knownAt?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                language?: string;
                /** @description 1 to 200, 50 if left out; files have no pages. */
                limit?: number;
                /** @description The row's value, where it was split by this; empty for none. */
                matrixVersion?: string;
                /** @description A column that counts. */
                measure: string;
                /** @description Of trend-alerts: Fewer complaints are no trend: received for a rise, expected for a fall. 1 to 1000000, 5 if left out. */
                minimum?: number;
                /** @description The row's value, where it was split by this; empty for none. */
                obligation?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                origin?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                outcome?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                owner?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                pack?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                person?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                product?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                productCategory?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                productGroup?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                reached?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                reason?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                region?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                remedy?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                resolution?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                response?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                responsible?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                role?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                rootCause?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                scope?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                settlement?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                severity?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                signal?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                subProduct?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                suggestion?: string;
                /** @description Of return-cn-bulletin, return-uk-disp, return-us-cfpb: Version of the taxonomies of returns to ask by: an older one, or one that is not in force yet; 0 for the one in force at the cut. 0 to 1000000, 0 if left out. */
                taxonomy?: number;
                /** @description Of trend-alerts: By how many standard deviations it must differ from what was expected. 1 to 10, 3 if left out. */
                threshold?: number;
                /** @description The row's value, where it was split by this; empty for none. */
                timelyResponse?: string;
                /** @description Exclusive. */
                to: string;
                /** @description The row's value, where it was split by this; empty for none. */
                topic?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                track?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                trigger?: string;
                /** @description IANA zone, whose days and weeks these are; the installation's, if left out. */
                tz?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                unit?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                unmapped?: string;
                /** @description The row's value, where it was split by this; empty for none. */
                urgency?: string;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path: {
                name: "volume" | "timeliness" | "first-contact" | "resolution" | "branch-visits" | "promises" | "outcomes" | "compensation" | "authority-usage" | "escalation" | "risk" | "satisfaction" | "root-causes" | "classification" | "training-gap" | "backlog" | "department-latency" | "repeats" | "hot-spots" | "trend-alerts" | "improvement" | "improvement-benefit" | "return-cn-bulletin" | "return-uk-disp" | "return-us-cfpb";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page as JSON, or all as CSV, workbook or Parquet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountedComplaints"];
                    "application/vnd.apache.parquet": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    headlines_show: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadlinesDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    retention_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    retention_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishRetentionDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    retention_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    returns_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    returns_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishReturnsDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    returns_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    taxonomies_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxonomyVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    taxonomies_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishTaxonomyDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    taxonomies_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tokens_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevocationsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tokens_revoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeTokensDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    measurements_trainingCoverage: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                limit?: number;
                topic?: string;
                unit?: string;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RecordedCoverage"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    measurements_recordTrainingCoverage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordTrainingCoverageDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    units_find: {
        parameters: {
            query?: {
                /** @description Now, if neither is given. */
                asOf?: string;
                /** @description Not together with `asOf`. */
                version?: number;
            };
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitsVersionDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    units_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 200 characters; required of the role service. */
                "Idempotency-Key"?: string;
                /** @description The revision that you saw, in quotes; 412 if it is no longer the last. */
                "If-Match"?: string;
                /** @description Under which number you know what this belongs to; stays with the events. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishUnitsDto"];
            };
        };
        responses: {
            /** @description Done as asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    units_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Wait until this position is answered from; 503 with the lag if it takes longer than 2 s. */
                "Redress-Min-Position"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done as asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionsDto"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    whatIf_ask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhatIfDto"];
            };
        };
        responses: {
            /** @description NDJSON; by Accept JSON in one piece, or the changed cases as CSV. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string | null;
                        candidates: components["schemas"]["NamedCandidate"][];
                        cases: components["schemas"]["ChangedCase"][];
                        casesLeftOut: number;
                        /** @description How many cases were listed. */
                        changed: number;
                        complaints: number;
                        /** @description Versions of what was in force for the decisions that were taken again. */
                        decidedUnder: {
                            authority: number[];
                            calendars: number[];
                            packs: number[];
                        };
                        events: number;
                        /** Format: date-time */
                        from: string | null;
                        knownAt: string | null;
                        /** @constant */
                        number: 13;
                        /** @description Of the last event that was read; null of an empty log. */
                        position: string | null;
                        /** @constant */
                        report: "what-if";
                        tables: {
                            [key: string]: components["schemas"]["Table"];
                        };
                        /** Format: date-time */
                        to: string | null;
                        /** @constant */
                        version: 1;
                    };
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
}
