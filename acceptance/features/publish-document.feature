@needs:ceph @needs:ipfs @needs:eventstore @needs:netbox @needs:authentik @needs:n8n
Feature: Publish a document
  Whoever may publish hands in a document for a tenant. The object storage keeps its bytes, IPFS makes them available
  under their own fingerprint, and the event store tells how that came about.

  Background:
    Given a tenant that NetBox knows
    And a member of the publishers

  Rule: A document arrives whole, whatever it is and however it is handed in

    Scenario Outline: <document>, <way>
      When they hand in <document> <way>
      Then it is published
      And the object storage holds exactly its bytes
      And IPFS has it pinned under the CID that Kubo computes for the same file
      And its history is: DocumentStored, DocumentPublished
      And no upload is left unfinished

      Examples:
        | document                                  | way                                       |
        | a PDF                                     | as it is                                  |
        | a PDF                                     | in a form                                 |
        | a photo                                   | as it is                                  |
        | a photo                                   | in a form                                 |
        | an empty file                             | as it is                                  |
        | an empty file                             | in a form                                 |
        | a PDF with spaces and umlauts in its name | as it is                                  |
        | a PDF with spaces and umlauts in its name | in a form                                 |
        | a PDF                                     | in a form of the type Multipart/Form-Data |

    @alone
    Scenario: A recording of 300 MB passes through n8n without staying in its memory
      # What n8n takes once, with the first stream, is not what a large file costs.
      Given they have published a recording of 30 MB
      And n8n's memory is being watched
      When they hand in a recording of 300 MB as it is
      Then it is published
      And n8n's memory has grown by less than 100 MB meanwhile
      And the object storage holds exactly its bytes
      And IPFS has it pinned under the CID that Kubo computes for the same file
      And no upload is left unfinished

  Rule: The answer and the history say what came about

    Scenario: The answer names what was published and where it is
      When they hand in a PDF as it is
      Then it is published
      And the answer names its tenant, name, media type, SHA-256 and size
      And the answer names the bucket, key, CID, stream and revision where it is found

    Scenario: Every fact says who caused it, in which execution of which process, and of which type it is
      When they hand in a PDF as it is
      Then it is published
      And every fact of its history names the caller, the process "publish-document", the execution and its type

    Scenario: n8n keeps the bytes once, and not the caller's token
      When they hand in a photo in a form
      Then it is published
      And n8n counts the run as done
      And n8n keeps its bytes once
      And the caller's token is nowhere in what n8n keeps of the run

  Rule: Only publishers may publish

    Scenario Outline: <caller> is turned away
      Given <caller>
      When they hand in a PDF as it is
      Then they are turned away as unknown
      And nothing of it is kept or recorded

      Examples:
        | caller                                   |
        | somebody without a token                 |
        | somebody with a token that was altered   |
        | somebody with a token that nobody signed |
        | somebody with an identity but no access  |

    Scenario: Somebody outside of the publishers is turned away
      Given somebody outside of the publishers
      When they hand in a PDF as it is
      Then they are turned away as not allowed
      And nothing of it is kept or recorded

  Rule: What is handed in must be a document of a known tenant

    Scenario: A tenant that NetBox does not know
      Given a tenant that NetBox does not know
      When they hand in a PDF as it is
      Then it is refused because of its tenant
      And nothing of it is kept or recorded

    Scenario Outline: A PDF <flaw>
      When they hand in a PDF <flaw>
      Then it is refused because of its <field>
      And nothing of it is kept or recorded

      Examples:
        | flaw                                | field       |
        | without a tenant                    | tenant      |
        | without a name                      | name        |
        | with two names                      | name        |
        | with two media types                | mediaType   |
        | with two descriptions               | description |
        | with a media type beyond ASCII      | mediaType   |
        | with a line break in its media type | mediaType   |
        | with a media type that is none      | mediaType   |
        | with a word that it does not have   | descripton  |

    Scenario: Two tenants, one in the form and one in its address
      When they hand in a PDF in a form, and another tenant in its address
      Then it is refused because of its tenant
      And nothing of it is kept or recorded
      And n8n counts the run as done

    Scenario: A body that is compressed on the way
      When they hand in a PDF compressed on the way
      Then it is refused because of its file
      And nothing of it is kept or recorded

    Scenario: A form that does not name its file
      When they hand in a PDF in a form that does not name its file
      Then it is refused because of its name
      And nothing of it is kept or recorded

    Scenario: All wrong fields are named at once
      When they hand in a PDF without a tenant and with a media type that is none
      Then it is refused because of its tenant and mediaType

  Rule: A document is published once for a tenant

    Scenario: The same document again
      Given they have published a PDF
      When they hand in the same document again
      Then they are given the first result
      And its history is: DocumentStored, DocumentPublished
      And no upload is left unfinished

    Scenario: The same document again, when the journal of its publication is gone
      Given they have published a PDF
      And the journal of its publication is gone
      When they hand in the same document again
      Then they are given the first result
      And its history is: DocumentStored, DocumentPublished

    Scenario: The same document twice at once
      When they hand in a photo twice at once
      Then it is published once, and both are given the same result
      And the object storage holds exactly its bytes
      And its history is: DocumentStored, DocumentPublished
      And no upload is left unfinished

    Scenario: The same document for another tenant is a document of its own
      Given they have published a PDF
      And another tenant that NetBox knows
      When they hand in the same document again
      Then it is published
      And it is another document with the same CID
      And its history is: DocumentStored, DocumentPublished

  Rule: What fails half-way is recorded, and completed when it is handed in again

    @stops:ipfs
    Scenario: IPFS is down, and comes back
      Given IPFS is down
      When they hand in a PDF as it is
      Then they are told that a system failed, and the stream that says how
      And the answer says nothing of the inside
      And n8n counts the run as failed, for a reason that says more than the answer
      And its history is: DocumentStored, DocumentPublicationFailed
      And the stored object is kept or removed as the last fact says
      And no upload is left unfinished
      When IPFS is back
      And they hand in the same document again
      Then it is published
      And the object storage holds exactly its bytes
      And IPFS has it pinned under the CID that Kubo computes for the same file
      And its history is: DocumentStored, DocumentPublicationFailed, DocumentPublished

    @stops:eventstore
    Scenario: The event store is down, and comes back
      Given the event store is down
      When they hand in a PDF as it is
      Then they are told that a system failed
      And the answer says nothing of the inside
      And n8n counts the run as failed, for a reason that says more than the answer
      When the event store is back
      And they hand in the same document again
      Then it is published
      And the object storage holds exactly its bytes
      And its history is: DocumentStored, DocumentPublished

    Scenario: The history of a document says what no document is
      Given a PDF whose history says that it was stored, but not where
      When they hand it in
      Then they are told that a system failed, and the stream that says how
      And the answer says nothing of the inside
      And n8n counts the run as failed, for a reason that says more than the answer
      And nothing of its bytes is kept

    Scenario Outline: A run that outgrows its journal at "<step>"
      Given they have published a PDF
      And its run goes on, too large for its journal at "<step>"
      When they hand in the same document again
      Then they are told that a system failed, and the stream that says how
      And the answer says nothing of the inside
      And the run was undone
      When they hand in the same document again
      Then they are given the first result
      And its history is: DocumentStored, DocumentPublished

      Examples:
        | step              |
        | Find the document |
        | Keep the bytes    |
        | Finish            |

    Scenario: The process was another one when the run began
      Given they have published a PDF
      And its run goes on with what an older step "Publish to IPFS" gave: "cid" as "none"
      When they hand in the same document again
      Then they are told that a system failed, and the stream that says how
      And the run was undone
      And its history is: DocumentStored, DocumentPublished
      When they hand in the same document again
      Then they are given the first result

  Rule: What is interrupted goes on by itself

    Scenario: It is interrupted before its bytes are kept
      Given a PDF whose publication was interrupted before its bytes were kept
      When somebody has the run gone on with
      Then the run was undone, for "hand in the document again"
      When they hand it in
      Then it is published
      And the object storage holds exactly its bytes
      And its history is: DocumentStored, DocumentPublished

    @stops:ipfs
    Scenario: Another n8n goes on with it meanwhile
      When they hand in a PDF, and another n8n takes the run over before IPFS has it
      Then they are told that a system failed, and the stream that says how
      And the answer says nothing of the inside
      And n8n counts the run as failed, for a reason that says more than the answer
      When they hand in the same document again
      Then it is published
      And its history is: DocumentStored, DocumentPublished
