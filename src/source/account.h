/* Private to source/: reports and counts whatever is not taken from a file.
 * A problem is reported at once, with its place. A loss (a file passed over, an unknown column, a date that
 * cannot be read) is counted and reported once per file. */
#ifndef SSE_SOURCE_ACCOUNT_H
#define SSE_SOURCE_ACCOUNT_H

#include "source/source.h"

enum { ACCOUNT_NAMES = 64 }; /* distinct losses per file; later ones are counted as "others" */

/* One kind of loss in the current file. */
struct account_loss {
  source_loss_kind kind;
  char name[64]; /* truncated if longer */
  const char *reason;
  size_t count;
  size_t turn; /* its position among the losses counted since account_begin_turns, from 1; 0 for none */
};

struct account {
  const source_handler *handler;
  source_report *report;
  struct account_loss losses[ACCOUNT_NAMES + 1];
  size_t loss_count;
  size_t problems; /* reported */
  size_t changing; /* items that become public, or cease to be, on a coming day */
  size_t turns;    /* losses counted since account_begin_turns */
};

/* Reports a message that names its place. If `is_skipped`, it also counts as a skipped part. */
void account_problem(struct account *account, bool is_skipped, const char *message);

/* Counts a loss of the current file. `reason` must outlive the account; NULL for none. */
void account_lose(struct account *account, source_loss_kind kind, sse_str name, const char *reason);
void account_lose_several(struct account *account, source_loss_kind kind, sse_str name, const char *reason,
                          size_t count);
/* Starts recording the order in which losses are counted. */
void account_begin_turns(struct account *account);
/* Counts an item that is not public, or is not news; `why` is static. */
void account_withhold(struct account *account, const char *why);
/* Counts a file that is passed over and reports it at once; `where` is its path. */
void account_pass_over(struct account *account, const char *where, sse_str name, const char *reason);
/* Reports the losses of the current file, which `where` names, and forgets them. */
void account_end_file(struct account *account, const char *where);

#endif
