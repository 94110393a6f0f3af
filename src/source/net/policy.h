/* Which network addresses may be connected to: those of the public internet.
 * Pure functions of an address's bytes, so that a table can test them.
 * What is not known to be public counts as private. */
#ifndef SSE_SOURCE_NET_POLICY_H
#define SSE_SOURCE_NET_POLICY_H

#include <stdbool.h>

/* True for a globally reachable unicast address, by IANA's special-purpose address registries (RFC 6890) as
 * of 2025. The bytes are in network order. An IPv6 address that carries an IPv4 address (mapped, NAT64, 6to4)
 * is public if that one is. Any thread. */
bool policy_is_public4(const unsigned char address[4]);
bool policy_is_public6(const unsigned char address[16]);

#endif
