/**
 * What becomes of a record that a plugin cannot take.
 *
 * <pre>
 *   data/dead-letter/PLUGIN/            one DeadLetterFolder for each plugin, all in DeadLetterFolders
 *       00000000000000000001.letters    a LetterFile: Letter behind Letter
 *       in-hand                         RecordInHand: what the plugin had in hand when the process died
 * </pre>
 *
 * <p>A letter counts from {@code DeadLetterFolder.sync} on, which comes before any position that speaks of its record.
 */
package org.estreamer.dispatcher.deadletter;
