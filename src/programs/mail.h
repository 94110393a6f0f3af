/* Private to programs/: the head of a mail: its sender, recipients and id.
 * render/ writes the content, and the mailer sends it.
 * Nothing here lets an address inject another header. */
#ifndef SSE_PROGRAMS_MAIL_H
#define SSE_PROGRAMS_MAIL_H

#include "render/render.h"

/* True if an address header can hold this text on one line: printable ASCII, not blank, and within the length
 * of a line. Whether the address exists is for the mailer to find out. */
bool mail_is_address(const char *text);

enum { MAIL_HOST_SIZE = 256, MAIL_NAME_SIZE = 64 };

/* The default sender, and an id; valid after mail_complete. */
typedef struct mail_sender {
  char from[MAIL_NAME_SIZE + MAIL_HOST_SIZE];
  char id[MAIL_NAME_SIZE + MAIL_HOST_SIZE];
} mail_sender;

/* Fills in what was not given: the time, an id made from the time and the process, and the sender, which RFC
 * 5322 requires: the user on this host, as with cron. */
void mail_complete(render_mail_head *head, mail_sender *sender);

#endif
