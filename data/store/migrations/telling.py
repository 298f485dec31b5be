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

GUARDS = (
    f"""
ALTER TABLE public.act_waiting ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON public.act_waiting USING ({_TELLER});
""",
    # To hold a row while it is told asks for the right to change one.
    """
INSERT INTO casetui.granted VALUES
  ('public.act_waiting', 'SELECT', 0, '{}', '{}'),
  ('public.act_waiting', 'UPDATE', 3, '{}', '{}'),
  ('public.act_waiting', 'DELETE', 3, '{}', '{}')
""",
)
