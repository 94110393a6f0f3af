/* Repositories write the history of a record next to its contents, in elements of the same names. DSpace
 * gives as dates when a document was accessioned and made available, with the time, and then when it was
 * issued, to the year, month or day; and as descriptions who submitted and approved it. Pure. */
#include "source/format/records_dc.h"

#include <string.h>

static bool has_time(sse_str text) {
  const char *t = text.length > 0 ? memchr(text.data, 'T', text.length) : NULL;
  return t && memchr(t, ':', text.length - (size_t)(t - text.data));
}

static bool is_provenance(sse_str text) {
  static const char *const beginnings[] = {
      "Submitted by ",     "Made available in DSpace", "Approved for entry ", "Rejected by ",
      "Item created via ", "Item withdrawn by ",       "Item reinstated by ", "Workflow started"};
  for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
    if (sse_str_begins(text, beginnings[i])) return true;
  return false;
}

int records_dc_rank(field which, int rank, sse_str text) {
  if (which == FIELD_DATE && has_time(text)) return 1;
  return which == FIELD_BODY && is_provenance(text) ? 0 : rank;
}
