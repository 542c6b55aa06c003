/**
 * Whether the configured servers can be met: {@code CheckCommand} has each session try its own, step by step, and
 * {@code TrustFile} keeps the certificate of one that is not trusted yet.
 */
package org.estreamer.shell.check;
