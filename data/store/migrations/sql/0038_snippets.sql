-- Snippets are read by whoever works here and by the program itself (4), and kept by administrators of the whole.
ALTER TABLE public.snippet ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON public.snippet USING ((SELECT casetui.me()) IS NOT NULL);
CREATE POLICY limited_insert ON public.snippet AS RESTRICTIVE FOR INSERT
  WITH CHECK ((SELECT casetui.my_of_all()));
CREATE POLICY limited_update ON public.snippet AS RESTRICTIVE FOR UPDATE
  USING ((SELECT casetui.my_of_all())) WITH CHECK ((SELECT casetui.my_of_all()));
CREATE POLICY limited_delete ON public.snippet AS RESTRICTIVE FOR DELETE
  USING ((SELECT casetui.my_of_all()));

INSERT INTO casetui.granted (name, privilege, access) VALUES
  ('public.snippet', 'SELECT', 0),
  ('public.snippet', 'INSERT', 3),
  ('public.snippet', 'UPDATE', 3),
  ('public.snippet', 'DELETE', 3),
  ('public.snippet', 'SELECT', 4);
