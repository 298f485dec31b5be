-- The bytes of a file are those of its digest, and whoever attaches a document has them: else a digest alone, which a
-- history or a colleague may tell, would open what one may not see, and false bytes could stand in a file's place.

CREATE FUNCTION casetui.bytes_of(wanted text) RETURNS bytea
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT string_agg(body, '' ORDER BY number) FROM public.document_part WHERE sha256 = wanted), '');
END $$;

CREATE FUNCTION casetui.guard_content() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  whole bytea := casetui.bytes_of(NEW.sha256);
BEGIN
  IF length(whole) <> NEW.size OR encode(sha256(whole), 'hex') <> NEW.sha256 THEN
    PERFORM casetui.refuse('the bytes are not those of the digest');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION casetui.guard_document() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF encode(sha256(uuid_send(NEW.id) || casetui.bytes_of(NEW.sha256)), 'hex') <> NEW.proof
     OR NEW.size <> (SELECT size FROM public.document_content WHERE sha256 = NEW.sha256) THEN
    PERFORM casetui.refuse('whoever attaches a file has all of it');
  END IF;
  RETURN NULL;
END $$;

-- Asked when the transaction ends: the bytes are written after what they are of.
CREATE CONSTRAINT TRIGGER guarded AFTER INSERT ON public.document_content DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (row_security_active('public.document_content')) EXECUTE FUNCTION casetui.guard_content();
CREATE CONSTRAINT TRIGGER guarded AFTER INSERT ON public.document DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (row_security_active('public.document')) EXECUTE FUNCTION casetui.guard_document();
REVOKE ALL ON FUNCTION casetui.bytes_of(text), casetui.guard_content(), casetui.guard_document() FROM PUBLIC;
