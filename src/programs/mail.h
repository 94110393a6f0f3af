/* Private to programs/: the head of a mail: who sends it, to whom, under which id.
 * What it says is render/'s part; sending it is the mailer's.
 * Nothing here can put a second header into one. */
#ifndef SSE_PROGRAMS_MAIL_H
#define SSE_PROGRAMS_MAIL_H

#include "render/render.h"

/* True for what a header field of addresses can hold on one line: printable ASCII, not empty and no longer
 * than a line may be. Whether such an address exists is for the mailer to find out. */
bool mail_is_address(const char *text);

enum { MAIL_HOST_SIZE = 256, MAIL_NAME_SIZE = 64 };

/* Who and where this program is, and an id. To be used where it was filled. */
typedef struct mail_sender {
  char from[MAIL_NAME_SIZE + MAIL_HOST_SIZE];
  char id[MAIL_NAME_SIZE + MAIL_HOST_SIZE];
} mail_sender;

/* Fills in what was not given: the time, an id of that time and process, and as sender, which RFC 5322 wants,
 * the user on this host, as cron does. */
void mail_complete(render_mail_head *head, mail_sender *sender);

#endif
