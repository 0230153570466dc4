@needs:ceph @needs:pools @needs:ipfs @needs:eventstore @needs:netbox @needs:authentik @needs:n8n
Feature: Steps
  Whoever draws a process uses the steps of the library: in another order, a second time after a crash, with something that
  they do not take. A step says what it does not take, and does nothing twice.

  Rule: What a step does not take, it says

    Scenario Outline: <step> without its <field>
      When a workflow calls the step <step> with nothing
      Then it fails, for "<reason>" and its <field>

      Examples:
        | step                    | reason                         | field     |
        | create-volume           | The order is not as it must be | gibibytes |
        | delete-volume           | Not of its type                | request   |
        | ensure-tenant-pool      | The order is not as it must be | tenant    |
        | find-document           | Not of its type                | id        |
        | find-machine            | The order is not as it must be | machine   |
        | find-volume             | The order is not as it must be | machineId |
        | keep-document           | Not of its type                | sha256    |
        | note-failed-publication | Not of its type                | cause     |
        | publish-to-ipfs         | Not of its type                | bucket    |
        | record-volume           | Not of its type                | gibibytes |
        | remove-empty-pool       | Not of its type                | pool      |
        | remove-volume-record    | Not of its type                | diskId    |
        | remove-volume-snapshot  | Not of its type                | snapshot  |
        | restore-document        | Not of its type                | published |
        | restore-volume          | Not of its type                | image     |
        | retire-volume-record    | Not of its type                | diskId    |
        | snapshot-volume         | Not of its type                | imageId   |
        | trash-volume            | The order is not as it must be | keepHours |

    Scenario: purge-volume, which deletes, without knowing what
      When a workflow calls the step purge-volume with nothing
      Then it fails, for "The order is not as it must be"

    Scenario: check-document without a request
      When a workflow calls the step check-document with nothing
      Then it gives an answer with 422 because of headers and query

    Scenario: keep-document without the bytes
      Given a tenant that NetBox knows
      And a PDF that nobody has handed in
      When a workflow calls the step keep-document for it
      Then it fails, for "hand in the document again"

  Rule: What is done again is not done twice, and what is gone is not undone

    Background:
      Given a tenant that NetBox knows
      And a machine of the tenant
      And a member of the publishers

    Scenario: A volume is taken away, each step twice
      Given a volume that a workflow is to take away
      When a workflow calls the step snapshot-volume for it, twice
      Then both gave the same
      And the volume has 1 snapshot
      When a workflow calls the step trash-volume for it, twice
      Then both gave the same
      And Ceph has it in the trash, with a snapshot
      When a workflow calls the step retire-volume-record for it, twice
      Then both gave the same
      And NetBox does not know the disk
      When a workflow calls the step purge-volume for it, twice
      Then both gave the same
      And Ceph has nothing of it
      When a workflow calls the step trash-volume for it
      Then it fails, for "The volume is gone"
      When a workflow calls the step restore-volume for it
      Then it gives restored: false

    Scenario: A volume is brought back, each step twice
      Given a volume that a workflow is to take away
      When a workflow calls the step snapshot-volume for it
      And a workflow calls the step trash-volume for it
      And a workflow calls the step restore-volume for it, twice
      Then both gave the same
      When a workflow calls the step remove-volume-snapshot for it
      Then it gives removed: true
      And it is as it was
      When a workflow calls the step remove-volume-snapshot for it
      Then it gives removed: false

    Scenario: A volume whose deletion was interrupted is brought back, or deleted after all
      Given a volume that a workflow is to take away
      When its deletion is interrupted once it is out of the trash
      And a workflow calls the step restore-volume for it
      Then it gives restored: true
      And it is as it was
      When its deletion is interrupted once it is out of the trash
      And a workflow calls the step purge-volume for it
      Then it gives purged: true
      And Ceph has nothing of it

    Scenario: An order is undone, each step twice
      Given a volume that a workflow is to take away
      When a workflow calls the step delete-volume for another order
      Then it gives removed: false
      When a workflow calls the step remove-empty-pool for it
      Then it gives removed: false
      And it is as it was
      When a workflow calls the step remove-volume-record for it
      Then it gives removed: true
      When a workflow calls the step remove-volume-record for it
      Then it gives removed: false
      When a workflow calls the step delete-volume for it
      Then it gives removed: true
      When a workflow calls the step remove-empty-pool for it
      Then it gives removed: true
      When a workflow calls the step remove-empty-pool for it
      Then it gives removed: false
      And Ceph has no pool of the tenant's
      And NetBox does not know the disk

    Scenario: A document that was published all the same did not fail
      Given they have published a PDF
      When a workflow calls the step note-failed-publication for it
      Then it gives recorded: false
      And its history is: DocumentStored, DocumentPublished
