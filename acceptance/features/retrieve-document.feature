@needs:ceph @needs:ipfs @needs:eventstore @needs:netbox @needs:authentik @needs:n8n @also-with-workers
Feature: Retrieve a document
  Whoever may see documents asks for one by its id and receives its bytes from the object storage. Bytes that the object
  storage has lost come back from IPFS.

  Background:
    Given a tenant that NetBox knows
    And a member of the publishers

  Rule: What was published comes back unchanged, with its type and name

    Scenario Outline: <document>
      Given they have published <document>
      When they retrieve it
      Then they receive exactly its bytes, with its type and name

      Examples:
        | document                                  |
        | a PDF                                     |
        | a photo                                   |
        | an empty file                             |
        | a PDF with spaces and umlauts in its name |

    @alone
    Scenario: A recording of 300 MB passes through n8n without staying in its memory
      Given they have published a recording of 300 MB
      And n8n's memory is being watched
      When they retrieve it
      Then they receive exactly its bytes, with its type and name
      And n8n's memory has grown by less than 100 MB meanwhile

  Rule: Nobody need receive more than they lack

    Scenario Outline: What <document> is, without its bytes
      Given they have published <document>
      When they ask what it is, without its bytes
      Then they are told its type, name, size and checksum, and receive no bytes
      And n8n counts the run as done

      Examples:
        | document      |
        | a photo       |
        | an empty file |

    Scenario: A part of it, and what is beyond its end
      Given they have published a photo
      When they retrieve its bytes 100 to 4999
      Then they receive exactly its bytes 100 to 4999
      When they retrieve its bytes 100000000 to 100000001
      Then they are told that it is not that long

    Scenario: It has not changed since
      Given they have published a PDF
      When they retrieve it
      And they retrieve it unless it is what they have
      Then they are told that it is, and receive no bytes

  Rule: Only those who may see documents receive them

    Scenario: Somebody without a token is turned away
      Given they have published a PDF
      But somebody without a token
      When they retrieve it
      Then they are turned away as unknown

    Scenario: Somebody outside of the publishers is turned away
      Given they have published a PDF
      But somebody outside of the publishers
      When they retrieve it
      Then they are turned away as not allowed

  Rule: There are only documents that were handed in

    Scenario Outline: <id> names no document
      When they retrieve the document "<id>"
      Then there is no such document

      Examples:
        | id                                   |
        | 00000000000000000000000000000000     |
        | 6f1ed002-ab5c-5959-ac9f-0123456789ab |
        | no document                          |
        | $all                                 |

  Rule: A system that fails is told of, but nothing of the inside

    @stops:eventstore
    Scenario: The event store is down, and comes back
      Given they have published a PDF
      And the event store is down
      When they retrieve it
      Then they are told that a system failed
      And the answer says nothing of the inside
      And n8n counts the run as failed, for a reason that says more than the answer
      When the event store is back
      And they retrieve it
      Then they receive exactly its bytes, with its type and name

    Scenario: The object storage has fewer bytes than were stored
      Given they have published a photo
      And somebody has put 10 other bytes in its place
      When they retrieve its bytes 100 to 199
      Then they are told that a system failed
      And the answer says nothing of the inside
      And n8n counts the run as failed, for a reason that says more than the answer

  Rule: Bytes that the object storage has lost come back from IPFS

    Scenario: A lost object is restored, once
      Given they have published a photo
      And the object storage has lost it
      When they retrieve it
      Then they receive exactly its bytes, with its type and name
      And the object storage holds exactly its bytes
      And its history is: DocumentStored, DocumentPublished, DocumentRestored
      And every fact of its history names the caller, its process, the execution and its type
      And no upload is left unfinished
      When they retrieve it
      Then they receive exactly its bytes, with its type and name
      And its history is: DocumentStored, DocumentPublished, DocumentRestored

    Scenario: Other bytes than those that were stored are neither handed out nor put back
      Given a document whose copy on IPFS is another file
      When they retrieve it
      Then they are told that a system failed
      And the answer says nothing of the inside
      And n8n counts the run as failed, for a reason that says more than the answer
      And the object storage does not hold it
      And its history is: DocumentStored, DocumentPublished
      And no upload is left unfinished

    Scenario: Bytes that were lost before IPFS had them are gone
      Given a document that was lost before it was published
      When they retrieve it
      Then they are told that its bytes are lost
      And n8n counts the run as failed, for a reason that says more than the answer
