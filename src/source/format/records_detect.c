/* Detects XML records by the first element and, if that is ambiguous, by a name near it.
 * A feed in RDF, a page with an article and a record of something else begin in the same ways.
 * Pure functions. */
#include "base/utf8.h"
#include "source/format/readers.h"
#include "source/format/tags.h"

#include <string.h>

bool records_detect(sse_str beginning) {
  enum { LOOKED_AT = 16 * 1024 };
  static const struct {
    const char *name, *mark; /* NULL: the name suffices */
  } roots[] = {{"mods", NULL},
               {"modsCollection", NULL},
               {"OAI-PMH", NULL},
               {"nitf", NULL},
               {"newsMessage", NULL},
               {"NewsML", NULL},
               {"FictionBook", NULL},
               {"en-export", NULL},
               {"newsItem", "iptc.org/std/nar"},
               {"PubmedArticleSet", NULL},
               {"PubmedArticle", NULL},
               {"xml", "<rec-number>"},
               {"xml", "<ref-type"},
               {"searchRetrieveResponse", NULL},
               {"pmc-articleset", NULL},
               {"collection", "MARC21/slim"},
               {"record", "MARC21/slim"},
               {"dc", "purl.org/dc/"},
               {"metadata", "purl.org/dc/"},
               {"RDF", "purl.org/net/biblio#"},
               {"RDF", "zotero.org/namespaces"},
               {"article", "<article-meta"},
               {"article", "//DTD JATS"},
               {"article", "//DTD Journal"}};
  static const char inner[] = "<oai_dc:dc";
  sse_str text = sse_utf8_without_mark(sse_str_trim(beginning));
  if (text.length > LOOKED_AT) text.length = LOOKED_AT;
  if (text.length == 0 || text.data[0] != '<') return false;
  sse_str name = tags_local_name(tags_root(text));
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
    if (sse_str_equal(name, sse_str_of(roots[i].name)) &&
        (!roots[i].mark || memmem(text.data, text.length, roots[i].mark, strlen(roots[i].mark))))
      return true;
  return memmem(text.data, text.length, inner, sizeof inner - 1); /* inside a wrapper */
}
