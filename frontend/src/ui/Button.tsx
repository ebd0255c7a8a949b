import { Button as AriaButton, type ButtonProps } from 'react-aria-components'
import { Icon, type IconName } from './icons'

interface Props extends Omit<ButtonProps, 'children' | 'className'> {
  look?: 'primary' | 'danger' | 'quiet'
  icon?: IconName
  children?: React.ReactNode
}

/**
 * A button. While what it does is under way it keeps the focus and does nothing more. The library would also announce it by
 * its name once more, in a place that outlives the button and then names nothing: it is not told.
 */
export function Button({ look, icon, children, isPending = false, onPress, type, ...rest }: Props) {
  return (
    <AriaButton
      {...rest}
      {...(isPending ? { 'aria-disabled': true } : onPress && { onPress })}
      type={type === 'submit' && !isPending ? 'submit' : 'button'}
      className={look ? `button button-${look}` : 'button'}
    >
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  )
}
