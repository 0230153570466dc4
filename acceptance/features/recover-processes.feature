@needs:ceph @needs:pools @needs:ipfs @needs:eventstore @needs:netbox @needs:authentik @needs:n8n
Feature: Recover processes
  Processes whose n8n was killed go on when n8n is back, without anybody doing anything, and do nothing twice.

  @alone
  Scenario: n8n is killed in the middle of an order and of a publication
    Given a tenant that NetBox knows
    And a machine of the tenant
    And a member of the publishers
    And IPFS hangs
    When they hand in a photo and order a volume, and n8n is killed once the bytes are kept and the machine is found
    And n8n and IPFS run again
    Then the order goes on by itself where it was, and finishes: 4 steps were done, each once
    And Ceph has a block image of 2 gibibytes for it, alone in a pool of the tenant's that has a quota
    And NetBox knows it as a disk of the machine, of 2 gibibytes
    And its history is: VolumeProvisioned
    When they order it again
    Then it is provisioned
    And the publication goes on by itself where it was, and finishes: 3 steps were done, each once
    When they hand in the same document again
    Then they are given its receipt
    And the object storage holds exactly its bytes
    And IPFS has it pinned under the CID that Kubo computes for the same file
    And its history is: DocumentStored, DocumentPublished

  @alone @workers
  Scenario: The worker that has an order is killed in the middle, and another one goes on with it
    Given a tenant that NetBox knows
    And a machine of the tenant
    And a member of the publishers
    When they order a volume, and the worker that is at it is killed once the machine is found
    Then the order goes on by itself where it was, and finishes: 4 steps were done, each once
    And Ceph has a block image of 2 gibibytes for it, alone in a pool of the tenant's that has a quota
    And NetBox knows it as a disk of the machine, of 2 gibibytes
    And its history is: VolumeProvisioned
    When they order it again
    Then it is provisioned

  @alone @workers
  Scenario: The worker that has an order is held up until another one has finished it
    Given a tenant that NetBox knows
    And a machine of the tenant
    And a member of the publishers
    When they order a volume, and the worker that is at it is held up once the machine is found
    Then the order goes on by itself where it was, and finishes: 4 steps were done, each once
    When the worker goes on, and has ended what it was at
    Then nothing was added to the run since it had finished
    And Ceph has a block image of 2 gibibytes for it, alone in a pool of the tenant's that has a quota
    And NetBox knows it as a disk of the machine, of 2 gibibytes
    And its history is: VolumeProvisioned
