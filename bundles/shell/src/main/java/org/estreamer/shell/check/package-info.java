/**
 * Whether what is configured will work: {@code CheckCommand} has each session try its server, and {@code OutputCheck} what
 * plugins write to, step by step; {@code TrustFile} keeps the certificate of a server that is not trusted yet.
 */
package org.estreamer.shell.check;
