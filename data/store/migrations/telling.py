"""What migration 0029 puts into a store: the trigger that lets acts wait, and who may do what with its tables."""

WAITS_ON_SQLITE = """
CREATE TRIGGER act_waits AFTER INSERT ON act
BEGIN INSERT INTO act_waiting (act_id) VALUES (NEW.id); END
"""
WAITS_ON_POSTGRES = """
CREATE FUNCTION casetui.act_waits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS
$$ BEGIN
  INSERT INTO public.act_waiting (act_id) SELECT id FROM made;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION casetui.act_waits() FROM PUBLIC;
CREATE TRIGGER act_waits AFTER INSERT ON public.act REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION casetui.act_waits();
"""
"""As the owner: nobody writes the queue herself."""

_TELLER = "(SELECT casetui.my_access()) >= 3"
"""The program's own login, which sees every case: nobody else reads what waits."""

_OF_CASE = """
  CASE WHEN about_case_id IS NOT NULL
       THEN EXISTS (SELECT FROM public.case_record AS parent WHERE parent.id = outgoing_mail.about_case_id)
       ELSE (SELECT casetui.me()) IS NOT NULL END
"""
_TO_HER = """EXISTS (SELECT FROM public.member_email AS hers
  WHERE hers.member_id = outgoing_mail.about_member_id AND hers.address = outgoing_mail.to_address)"""
"""What an officer posts goes to an address of the member it is about: nobody writes to the world from psql."""

GUARDS = (
    f"""
ALTER TABLE public.act_waiting ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON public.act_waiting USING ({_TELLER});
ALTER TABLE public.notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON public.notice USING (officer_id = (SELECT casetui.me()) OR {_TELLER});
CREATE POLICY limited_insert ON public.notice AS RESTRICTIVE FOR INSERT WITH CHECK ({_TELLER});
ALTER TABLE public.outgoing_mail ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON public.outgoing_mail USING ({_OF_CASE});
CREATE POLICY limited_insert ON public.outgoing_mail AS RESTRICTIVE FOR INSERT
  WITH CHECK ({_TELLER} OR (state = 'waiting' AND {_TO_HER}));
CREATE POLICY limited_update ON public.outgoing_mail AS RESTRICTIVE FOR UPDATE USING ({_TELLER}) WITH CHECK ({_TELLER});
""",
    # To hold a row while it is told asks for the right to change one.
    """
INSERT INTO casetui.granted VALUES
  ('public.act_waiting', 'SELECT', 0, '{}', '{}'),
  ('public.act_waiting', 'UPDATE', 3, '{}', '{}'),
  ('public.act_waiting', 'DELETE', 3, '{}', '{}'),
  ('public.notice', 'SELECT', 0, '{}', '{}'),
  ('public.notice', 'UPDATE', 0, '{read_at}', '{}'),
  ('public.notice', 'INSERT', 3, '{}', '{}'),
  ('public.notice', 'UPDATE', 3, '{read_at,mailed_at}', '{}'),
  ('public.notice', 'DELETE', 3, '{}', '{}'),
  ('public.outgoing_mail', 'SELECT', 0, '{}', '{}'),
  ('public.outgoing_mail', 'INSERT', 0, '{}', '{}'),
  ('public.outgoing_mail', 'UPDATE', 3, '{state,unsure,tries,next_try_at,claimed_at,error,sent_at}', '{}')
""",
)
