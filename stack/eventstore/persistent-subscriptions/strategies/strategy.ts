import type { Consumer } from '../consumer.ts';
import type { Message } from '../message.ts';

/** How the events of a group are dealt out. */
export interface Strategy {
	add: (consumer: Consumer) => void;
	remove: (consumer: Consumer) => void;
	/** Who gets a message: `skip` when the one who must get it is full, `full` when all are or there is none. */
	choose: (message: Message) => Consumer | 'skip' | 'full';
}
