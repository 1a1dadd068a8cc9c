-- Who is looking. Set for one transaction by access.entering; unset means nobody, who sees nothing.

CREATE OR REPLACE FUNCTION tl_viewer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughline.viewer', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION tl_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughline.organisation', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION tl_teams() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('throughline.teams', true), ''), '{}')::uuid[] $$;

CREATE OR REPLACE FUNCTION tl_barred() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('throughline.barred', true), ''), '{}')::uuid[] $$;

CREATE OR REPLACE FUNCTION tl_at() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('throughline.at', true), '')::timestamptz, now()) $$;

-- The grants the viewer stands on now. A view, read with its owner's rights, so that every row rule can ask it in one
-- step: planning a page took three times as long when each rule spelled this out under the grants' own rule.
CREATE OR REPLACE VIEW tl_held AS
    SELECT person_id, tier, compartments FROM sharing_grant
    WHERE team_id = ANY (tl_teams()) AND (only_for_id IS NULL OR only_for_id = tl_viewer())
    AND starts_at <= tl_at() AND (ends_at IS NULL OR ends_at > tl_at()) AND person_id <> ALL (tl_barred());

-- Whether the viewer may see a person at a tier, and in a compartment where one is named. Runs as the owner, so that
-- the rules for the grants themselves can ask it.
CREATE OR REPLACE FUNCTION tl_sees(who uuid, reach smallint, part text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 1000 SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM tl_held g WHERE g.person_id = who AND g.tier >= reach
        AND (part = '' OR part = ANY (g.compartments))
    )
$$;

-- The people closed to a member of staff, among those their teams hold a grant for.
CREATE OR REPLACE FUNCTION tl_closed_to(viewer uuid, teams uuid[], moment timestamptz) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT r.person_id), '{}') FROM sharing_restriction r
    WHERE r.starts_at <= moment AND (r.ends_at IS NULL OR r.ends_at > moment)
    AND ((r.kind = 'conflict' AND r.user_id = viewer) OR (r.kind = 'limited' AND NOT EXISTS (
        SELECT 1 FROM sharing_allowed a WHERE a.restriction_id = r.id AND a.user_id = viewer)))
    AND EXISTS (SELECT 1 FROM sharing_grant g WHERE g.person_id = r.person_id AND g.team_id = ANY (teams))
$$;

-- Whether a worker said lately that it lives. Runs as the owner: nobody who serves pages may read the jobs.
CREATE OR REPLACE FUNCTION tl_worker_lives(within_seconds integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => within_seconds)
    )
$$;
